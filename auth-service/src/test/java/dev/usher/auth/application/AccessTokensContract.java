package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.port.AccessTokens;
import dev.usher.auth.domain.SessionId;
import dev.usher.auth.domain.TestAccounts;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** What every maker of access tokens promises. */
public abstract class AccessTokensContract {
    protected abstract AccessTokens tokens();

    @Test
    void every_token_is_another_and_lives_about_as_long_as_it_is_set_to() {
        var account = TestAccounts.newAccount();
        var session = SessionId.next(TestAccounts.NOW);
        var seen = new HashSet<String>();
        for (var i = 0; i < 50; i++) {
            var token = tokens().issue(account, session, TestAccounts.NOW);
            assertThat(token.lifetime()).isBetween(Duration.ofSeconds(855), Duration.ofSeconds(945));
            seen.add(token.reveal());
        }
        assertThat(seen).hasSize(50);
    }
}
