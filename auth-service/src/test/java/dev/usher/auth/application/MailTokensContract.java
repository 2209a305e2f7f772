package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.port.MailTokens;
import dev.usher.auth.domain.MailToken;
import dev.usher.auth.domain.MailToken.Purpose;
import dev.usher.auth.domain.SecretHash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What everything that makes tokens for mails promises. */
public abstract class MailTokensContract {
    protected abstract MailTokens tokens();

    /** As the service that mails it does. */
    protected abstract MailToken open(MailTokens.Issued issued);

    @ParameterizedTest
    @EnumSource
    void what_is_mailed_has_the_hash_that_is_kept(Purpose purpose) {
        var issued = tokens().issue(purpose);
        assertThat(issued.purpose()).isEqualTo(purpose);
        assertThat(tokens().hash(open(issued))).isEqualTo(issued.hash());
    }

    @Test
    void any_text_has_a_hash_and_another_text_has_another() {
        assertThat(tokens().hash(new MailToken(""))).isNotEqualTo(tokens().hash(new MailToken(" ")));
    }

    @Test
    void nothing_prints_it() {
        var issued = tokens().issue(Purpose.RESET);
        assertThat(open(issued) + " " + issued.hash())
                .doesNotContain(open(issued).reveal(), issued.hash().value());
    }

    @Test
    void of_many_made_at_once_no_two_are_the_same() throws Exception {
        var hashes = new HashSet<SecretHash>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var issued = new ArrayList<Future<MailTokens.Issued>>();
            for (var i = 0; i < 1000; i++) {
                issued.add(threads.submit(() -> tokens().issue(Purpose.RESET)));
            }
            for (var one : issued) {
                hashes.add(one.get().hash());
            }
        }
        assertThat(hashes).hasSize(1000);
    }
}
