package dev.usher.kernel.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.usher.kernel.problem.Unavailable;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies access tokens without asking anybody: signature, claims, then the cut-offs that are known. What was verified
 * once is remembered until it expires, so the signature costs once a token and process; cut-offs are asked every time.
 */
@Singleton
@Requires(beans = {KeySource.class, TokenSettings.class})
public final class AccessTokenVerifier {
    /** Longer texts are refused unread. */
    static final int LONGEST = 8 * 1024;
    /** Of other clocks, for {@code nbf} and {@code iat}; there is none for {@code exp}. */
    static final Duration LEEWAY = Duration.ofSeconds(30);
    /** 10 000 tokens of the usual size; long ones cannot take more. */
    private static final long CACHED_CHARACTERS = 10_000L * 1024;

    private final SignedTokens signed;
    private final CutoffFeed cutoffs;
    private final Clock clock;
    private final Cache<String, VerifiedToken> verified = Caffeine.newBuilder()
            .maximumWeight(CACHED_CHARACTERS)
            .weigher((String token, VerifiedToken claims) -> token.length())
            .build();

    AccessTokenVerifier(KeySource keys, TokenSettings settings, CutoffFeed cutoffs, Clock clock) {
        this.signed = new SignedTokens(keys, settings);
        this.cutoffs = cutoffs;
        this.clock = clock;
    }

    /**
     * Empty: not a valid token of ours, whatever the reason.
     *
     * @throws Unavailable when its key cannot be known, because keys could not be loaded
     */
    public Optional<VerifiedToken> verify(String compact) {
        var now = clock.instant();
        var known = verified.getIfPresent(compact);
        if (known != null) {
            return isAlive(known, now) ? Optional.of(known) : Optional.empty();
        }
        if (compact.length() > LONGEST) {
            return Optional.empty();
        }
        var token = signed.open(compact, now).filter(fresh -> isAlive(fresh, now));
        token.ifPresent(fresh -> verified.put(compact, fresh));
        return token;
    }

    /** The answer if it needs no signature check and no fetch; null when {@link #verify} must be asked. */
    @Nullable
    VerifiedToken remembered(String compact) {
        var known = verified.getIfPresent(compact);
        return known != null && isAlive(known, clock.instant()) ? known : null;
    }

    /** Asked at every use, so here is the place for everything that ends a token after it was issued. */
    private boolean isAlive(VerifiedToken token, Instant now) {
        return now.isBefore(token.expiresAt()) && !now.plus(LEEWAY).isBefore(token.notBefore()) && !cutoffs.hits(token);
    }
}
