package dev.usher.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.value.InvalidValue;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"ada@example.com", "Ada.Lovelace+news@Example.com", "o'hara_{x}@mail.example.com", "a@b"})
    void an_ordinary_address_is_kept_as_spelled(String text) {
        assertThat(new MailAddress(text).text()).isEqualTo(text);
    }

    @Test
    void an_international_domain_becomes_ascii() {
        assertThat(new MailAddress("ada@bücher.example").text()).isEqualTo("ada@xn--bcher-kva.example");
        assertThat(new MailAddress("ada@bücher.example").domain()).isEqualTo("xn--bcher-kva.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@example.com",
                "ada@",
                "ada@example.com.",
                "ada@.example.com",
                "ada@exa mple.com",
                "ada@-example.com",
                "ada@[127.0.0.1]",
                ".ada@example.com",
                "a..da@example.com",
                "ada@b@example.com",
                "\"ada lovelace\"@example.com",
                "Ada <ada@example.com>",
                "ada@example.com,eve@example.com",
                "ada\r\nRCPT TO:<eve@example.com>@example.com",
                "ada@example.com\r\nDATA",
                "ada@example.com\n",
                "ada@example.com>",
                "ädä@example.com",
                "ada\u0000@example.com",
                "ada@exam\u0000ple.com",
                "ada@example.com\u2028RCPT"
            })
    void what_is_no_address_or_could_be_a_command_is_refused(String text) {
        assertThatThrownBy(() -> new MailAddress(text)).isInstanceOf(InvalidValue.class);
        assertThat(MailAddress.isValid(text)).isFalse();
    }

    @Test
    void lengths_of_rfc_5321_hold() {
        assertThat(MailAddress.isValid("a".repeat(64) + "@example.com")).isTrue();
        assertThat(MailAddress.isValid("a".repeat(65) + "@example.com")).isFalse();
        assertThat(MailAddress.isValid(
                        "a@" + "b".repeat(60) + ".".concat("c".repeat(60)).repeat(4)))
                .isFalse();
    }

    @Test
    void hostile_input_costs_no_time() {
        var long1 = "a.".repeat(200_000) + "@example.com";
        var long2 = "a@" + "b.".repeat(200_000);
        Assertions.assertTimeout(Duration.ofMillis(50), () -> {
            assertThat(MailAddress.isValid(long1)).isFalse();
            assertThat(MailAddress.isValid(long2)).isFalse();
        });
    }
}
