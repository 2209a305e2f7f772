package dev.usher.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThrottlePolicyTest {
    private static final ThrottlePolicy POLICY = new ThrottlePolicy(60, 10, 100, 30);

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0",
        "2001:db8:1:2::ffff, 2001:db8:1:2:0:0:0:0",
        "2001:db8:1:3::1, 2001:db8:1:3:0:0:0:0",
        "::ffff:192.0.2.7, 192.0.2.7",
        "::1, 0:0:0:0:0:0:0:0"
    })
    void a_client_is_counted_by_its_network(String ip, String network) {
        assertThat(new Client(ip, "").network()).isEqualTo(network);
    }

    @Test
    void d_4_every_spelling_of_an_address_is_counted_as_one() {
        assertThat(POLICY.logIn(Optional.of(EmailAddress.of("Ada@Example.com")), TestAccounts.CLIENT))
                .isEqualTo(POLICY.logIn(Optional.of(EmailAddress.of("ada@EXAMPLE.COM")), TestAccounts.CLIENT));
    }

    @Test
    void a_login_and_a_guess_with_a_token_from_one_place_share_a_counter() {
        var email = TestAccounts.newAddress();
        assertThat(POLICY.logIn(Optional.of(email), TestAccounts.CLIENT).counters())
                .containsAnyElementsOf(
                        POLICY.signedIn(email, TestAccounts.CLIENT).counters());
    }

    @Test
    void nobody_reads_whose_attempts_they_are() {
        assertThat(POLICY.logIn(Optional.of(EmailAddress.of("ada@example.com")), TestAccounts.CLIENT))
                .asString()
                .doesNotContain("ada", TestAccounts.CLIENT.ip());
    }
}
