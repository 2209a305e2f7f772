package dev.usher.auth.application.port;

import dev.usher.auth.domain.AccessToken;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.SessionId;
import java.time.Instant;

/** Makes signed access tokens. */
public interface AccessTokens {
    AccessToken issue(Account account, SessionId session, Instant now);
}
