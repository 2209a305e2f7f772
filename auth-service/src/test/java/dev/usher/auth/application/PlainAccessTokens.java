package dev.usher.auth.application;

import dev.usher.auth.application.port.AccessTokens;
import dev.usher.auth.domain.AccessToken;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Access tokens that say what they are about. */
public final class PlainAccessTokens implements AccessTokens {
    private final AtomicInteger issued = new AtomicInteger();

    @Override
    public AccessToken issue(Account account, SessionId session, Instant now) {
        return new AccessToken(
                "token %d: user %s, session %s, epoch %d"
                        .formatted(issued.incrementAndGet(), account.id(), session, account.epoch()),
                Duration.ofMinutes(15));
    }
}
