package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.port.RefreshTokens;
import dev.usher.auth.domain.RefreshToken;
import dev.usher.auth.domain.SessionId;
import dev.usher.auth.domain.TestAccounts;
import java.util.HashSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every maker of refresh tokens promises. */
public abstract class RefreshTokensContract {
    protected final SessionId session = SessionId.next(TestAccounts.NOW);

    protected abstract RefreshTokens tokens();

    @Test
    void what_was_made_can_be_read() {
        var first = tokens().first(session);
        assertThat(first.generation()).isEqualTo(1);
        var read = tokens().read(first.token()).orElseThrow();
        assertThat(read.session()).isEqualTo(session);
        assertThat(read.generation()).isEqualTo(1);
        assertThat(read.hash()).isEqualTo(first.hash());
    }

    @Test
    void a_token_has_one_successor_which_can_be_read() {
        var token = tokens().first(session).token();
        var successor = tokens().read(token).orElseThrow().successor();
        assertThat(tokens().read(token).orElseThrow().successor()).isEqualTo(successor);
        assertThat(successor.generation()).isEqualTo(2);
        assertThat(successor.session()).isEqualTo(session);
        var read = tokens().read(successor.token()).orElseThrow();
        assertThat(read.hash()).isEqualTo(successor.hash());
        assertThat(read.successor().token()).isNotEqualTo(successor.token());
    }

    @Test
    void threads_at_once_read_the_same_successor() {
        var token = tokens().first(session).token();
        var successors = ConcurrentHashMap.<RefreshToken>newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 100; i++) {
                threads.execute(() -> successors.add(
                        tokens().read(token).orElseThrow().successor().token()));
            }
        }
        assertThat(successors).hasSize(1);
    }

    @Test
    void tokens_differ_also_within_a_session() {
        var seen = new HashSet<RefreshToken>();
        for (var i = 0; i < 100; i++) {
            seen.add(tokens().first(session).token());
        }
        assertThat(seen).hasSize(100);
    }

    @Test
    void what_was_not_made_here_is_not_read() {
        var text = tokens().first(session).token().reveal();
        assertThat(tokens().read(new RefreshToken(text.substring(1)))).isEmpty();
        assertThat(tokens().read(new RefreshToken(text.substring(0, text.length() - 1))))
                .isEmpty();
        assertThat(tokens().read(new RefreshToken(text + "="))).isEmpty();
        assertThat(tokens().read(new RefreshToken(text + text))).isEmpty();
        assertThat(tokens().read(new RefreshToken(" " + text))).isEmpty();
        assertThat(tokens().read(new RefreshToken(""))).isEmpty();
    }
}
