package dev.usher.kernel.token;

import io.micronaut.security.authentication.Authentication;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The caller as the security framework wants it. */
final class CallerAuthentication implements Authentication {
    private final transient Caller caller;

    CallerAuthentication(Caller caller) {
        this.caller = caller;
    }

    static CallerAuthentication of(VerifiedToken token, AccessToken text) {
        return new CallerAuthentication(new Caller(token.userId(), token.sessionId(), token.epoch(), text));
    }

    Caller caller() {
        return caller;
    }

    @Override
    public String getName() {
        return caller.userId().toString();
    }

    /** None: those of the token are as old as it is, and an {@code @Secured} that names one must open nothing. */
    @Override
    public Collection<String> getRoles() {
        return List.of();
    }

    @Override
    public Map<String, Object> getAttributes() {
        return Map.of();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallerAuthentication that && caller.equals(that.caller);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(caller);
    }
}
