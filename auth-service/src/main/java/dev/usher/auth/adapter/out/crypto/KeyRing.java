package dev.usher.auth.adapter.out.crypto;

import com.nimbusds.jose.jwk.JWKSet;
import dev.usher.auth.domain.PublishedKey;
import dev.usher.auth.domain.PublishedKeys;
import dev.usher.kernel.token.VerificationKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys at one moment: those that are published, and the one that signs. Immutable.
 *
 * <p>The first private key of the file signs that has been published for long enough. Until then the one goes on that
 * signed before, though the file may have it no more: so keys are rotated by replacing the file, whatever else it says.
 * A revoked key is the exception, it is gone at once.
 */
final class KeyRing {
    /**
     * @param delay how long a key is published before it signs
     * @param lifetime of the tokens that are signed, at most
     */
    record Timing(Duration delay, Duration lifetime) {
        /** Of a key that may sign, how long it is announced to stay: with so much to spare that it is seldom noted. */
        private static final Duration STEP = Duration.ofMinutes(5);

        private boolean isKnown(@Nullable PublishedKey key, Instant now) {
            return key != null && !key.since().plus(delay).isAfter(now);
        }

        private Instant kept(Instant now) {
            return now.plus(lifetime).plus(STEP);
        }

        private boolean endsSoon(PublishedKey key, Instant now) {
            return key.until().isBefore(now.plus(lifetime).plus(STEP.dividedBy(2)));
        }
    }

    private final Timing timing;
    private final SigningKey signing;
    private final Map<String, PublishedKey> published;
    private final Map<String, VerificationKey> verifying;

    private KeyRing(Timing timing, SigningKey signing, Map<String, PublishedKey> published) {
        this.timing = timing;
        this.signing = signing;
        this.published = published;
        this.verifying = published.values().stream()
                .flatMap(key -> PublicJwk.parse(key.jwk()).stream())
                .collect(Collectors.toMap(
                        VerificationKey::id, Function.identity(), (one, _) -> one, LinkedHashMap::new));
    }

    /** Of a process that starts. */
    static KeyRing of(List<SigningKey> file, Timing timing, Instant now) {
        return next(timing, null, List.of(), file, now);
    }

    /** @param registered what all replicas know */
    KeyRing next(List<SigningKey> file, Collection<PublishedKey> registered, Instant now) {
        // What is registered comes last: since when a key is published is what all replicas say.
        return next(
                timing,
                signing,
                Stream.concat(published.values().stream(), registered.stream()).toList(),
                file,
                now);
    }

    private static KeyRing next(
            Timing timing, @Nullable SigningKey before, List<PublishedKey> known, List<SigningKey> file, Instant now) {
        var revoked =
                file.stream().filter(SigningKey::revoked).map(SigningKey::kid).collect(Collectors.toSet());
        var signers = new ArrayList<>(file.stream().filter(SigningKey::maySign).toList());
        Optional.ofNullable(before)
                .filter(key -> !revoked.contains(key.kid()) && !kids(signers).contains(key.kid()))
                .ifPresent(signers::add);
        var published = new LinkedHashMap<String, PublishedKey>();
        Stream.concat(file.stream(), signers.stream())
                .filter(key -> !key.revoked())
                .forEach(key -> published.putIfAbsent(key.kid(), fresh(key, timing, now)));
        known.stream()
                .filter(key -> key.until().isAfter(now) || published.containsKey(key.kid()))
                .filter(key -> !revoked.contains(key.kid()))
                .forEach(key -> published.merge(key.kid(), key, (own, other) -> merged(own, other, timing, now)));
        return new KeyRing(timing, choice(signers, published, timing, now), published);
    }

    private static List<String> kids(List<SigningKey> keys) {
        return keys.stream().map(SigningKey::kid).toList();
    }

    private static PublishedKey fresh(SigningKey key, Timing timing, Instant now) {
        var jwk = PublicJwk.of(key.verification()).toJSONString();
        return new PublishedKey(key.kid(), jwk, now, timing.kept(now));
    }

    /** The file says what the key is, the others since when it is known. */
    private static PublishedKey merged(PublishedKey own, PublishedKey other, Timing timing, Instant now) {
        var until = timing.endsSoon(other, now) ? own.until(other.until()).until() : other.until();
        return new PublishedKey(own.kid(), own.jwk(), other.since(), until);
    }

    /** The first that verifiers know, or else the one that they are the most likely to know. */
    private static SigningKey choice(
            List<SigningKey> signers, Map<String, PublishedKey> published, Timing timing, Instant now) {
        return signers.stream()
                .filter(key -> timing.isKnown(published.get(key.kid()), now))
                .findFirst()
                .orElseGet(() -> signers.stream()
                        .min(Comparator.comparing(key ->
                                Objects.requireNonNull(published.get(key.kid())).since()))
                        .orElseThrow());
    }

    /** The one that signs now. */
    SigningKey signing() {
        return signing;
    }

    Optional<VerificationKey> key(String kid) {
        return Optional.ofNullable(verifying.get(kid));
    }

    /** Those that the register does not know yet, or not for so long. */
    List<PublishedKey> unknownTo(Collection<PublishedKey> registered) {
        var known = registered.stream().collect(Collectors.toMap(PublishedKey::kid, PublishedKey::until));
        return published.values().stream()
                .filter(key ->
                        !known.containsKey(key.kid()) || known.get(key.kid()).isBefore(key.until()))
                .toList();
    }

    PublishedKeys published() {
        return new PublishedKeys(
                new JWKSet(verifying.values().stream().map(PublicJwk::of).toList()).toJSONObject(true));
    }

    List<String> kids() {
        return List.copyOf(verifying.keySet());
    }
}
