package dev.usher.auth.application.port;

import dev.usher.auth.domain.RefreshToken;
import dev.usher.auth.domain.SecretHash;
import dev.usher.auth.domain.SessionId;
import java.util.Optional;

/**
 * Makes and reads refresh tokens. They carry their session, a generation that counts from 1, a secret of 256 random bits
 * or more, and a seal that only this service can make.
 */
public interface RefreshTokens {
    /** A token that we hand out. */
    record Issued(SessionId session, int generation, RefreshToken token, SecretHash hash) {}

    /**
     * A token that we handed out and that came back.
     *
     * @param successor the one token that may follow: the same on every reading, so that races and retries agree
     */
    record Presented(SessionId session, int generation, SecretHash hash, Issued successor) {}

    Issued first(SessionId session);

    /** Empty unless this service made exactly this token. Says nothing about whether it still works. */
    Optional<Presented> read(RefreshToken token);
}
