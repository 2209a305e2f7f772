package dev.usher.auth.application;

import dev.usher.auth.application.port.SecondFactors;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.LoginChallenge;
import dev.usher.auth.domain.SealedSecret;
import dev.usher.auth.domain.SecondFactor;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Second factors for as long as the test runs. */
public final class InMemorySecondFactors implements SecondFactors {
    private static final class Stored {
        private final SealedSecret secret;
        private final Set<String> codes = new HashSet<>();
        private @Nullable Instant confirmedAt;
        private long lastStep;

        Stored(SealedSecret secret) {
            this.secret = secret;
        }
    }

    private final Map<AccountId, Stored> factors = new HashMap<>();
    private final Set<UUID> used = new HashSet<>();

    @Override
    public synchronized Optional<SecondFactor> find(AccountId account) {
        return Optional.ofNullable(factors.get(account))
                .map(stored ->
                        new SecondFactor(stored.secret, Optional.ofNullable(stored.confirmedAt), stored.codes.size()));
    }

    private Optional<Stored> confirmed(AccountId account) {
        return Optional.ofNullable(factors.get(account)).filter(stored -> stored.confirmedAt != null);
    }

    @Override
    public synchronized boolean begin(AccountId account, SealedSecret secret, Instant now) {
        if (confirmed(account).isPresent()) {
            return false;
        }
        factors.put(account, new Stored(secret));
        return true;
    }

    @Override
    public synchronized boolean confirm(
            AccountId account, SealedSecret secret, long step, Collection<String> codes, Instant now) {
        var waiting = Optional.ofNullable(factors.get(account))
                .filter(stored -> stored.confirmedAt == null && stored.secret.equals(secret));
        waiting.ifPresent(stored -> {
            stored.confirmedAt = now;
            stored.lastStep = step;
            stored.codes.addAll(codes);
        });
        return waiting.isPresent();
    }

    @Override
    public synchronized boolean use(AccountId account, Proof proof) {
        return confirmed(account)
                .filter(stored -> switch (proof) {
                    case Proof.Recovery(var hash) -> stored.codes.remove(hash);
                    case Proof.Step(var step) -> {
                        var fresh = step > stored.lastStep;
                        stored.lastStep = Math.max(step, stored.lastStep);
                        yield fresh;
                    }
                })
                .isPresent();
    }

    @Override
    public synchronized boolean use(AccountId account, Proof proof, LoginChallenge challenge, Instant now) {
        return use(account, proof) && used.add(challenge.id());
    }

    @Override
    public synchronized void renew(AccountId account, Collection<String> codes) {
        confirmed(account).ifPresent(stored -> {
            stored.codes.clear();
            stored.codes.addAll(codes);
        });
    }

    @Override
    public synchronized boolean remove(AccountId account) {
        return factors.remove(account) != null;
    }
}
