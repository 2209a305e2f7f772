package dev.usher.auth.application;

import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.application.port.RefreshTokens;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.SecretHash;
import dev.usher.auth.domain.SessionId;
import dev.usher.auth.domain.SessionPolicy;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public final class InMemoryRefreshFamilies implements RefreshFamilies {
    private record Family(
            AccountId user,
            int generation,
            SecretHash current,
            @Nullable SecretHash previous,
            Instant rotatedAt,
            Instant idleUntil,
            Instant absoluteUntil) {}

    private final Map<SessionId, Family> families = new HashMap<>();
    private final SessionPolicy policy;

    public InMemoryRefreshFamilies(SessionPolicy policy) {
        this.policy = policy;
    }

    @Override
    public synchronized void open(RefreshTokens.Issued first, AccountId user, Instant now, Instant absoluteUntil) {
        families.put(
                first.session(),
                new Family(
                        user,
                        first.generation(),
                        first.hash(),
                        null,
                        now,
                        policy.idleUntil(now, absoluteUntil),
                        absoluteUntil));
    }

    @Override
    public synchronized Step rotate(RefreshTokens.Presented token, Instant now) {
        var family = families.get(token.session());
        if (family == null || !now.isBefore(family.idleUntil())) {
            return new Step.Unknown();
        }
        if (token.generation() < family.generation() - 1) {
            return new Step.Outdated(family.user(), family.generation());
        }
        if (token.generation() == family.generation() - 1 && token.hash().equals(family.previous())) {
            return family.rotatedAt().plus(policy.grace()).isBefore(now)
                    ? new Step.Late(family.user(), family.idleUntil())
                    : new Step.Repeated(family.user(), family.idleUntil());
        }
        if (token.generation() != family.generation() || !token.hash().equals(family.current())) {
            return new Step.Unknown();
        }
        var until = policy.idleUntil(now, family.absoluteUntil());
        families.put(
                token.session(),
                new Family(
                        family.user(),
                        token.successor().generation(),
                        token.successor().hash(),
                        token.hash(),
                        now,
                        until,
                        family.absoluteUntil()));
        return new Step.Rotated(family.user(), until);
    }

    @Override
    public synchronized void end(SessionId session) {
        families.remove(session);
    }

    @Override
    public synchronized void forget(Collection<SessionId> sessions) {
        sessions.forEach(families::remove);
    }

    /** Puts the family back as it is now. */
    public synchronized Runnable copy(SessionId session) {
        var copy = Optional.ofNullable(families.get(session));
        return () -> copy.ifPresent(family -> {
            synchronized (this) {
                families.put(session, family);
            }
        });
    }

    public synchronized boolean knows(SessionId session) {
        return families.containsKey(session);
    }
}
