package dev.usher.kernel.token;

import dev.usher.kernel.problem.Unavailable;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's public keys, loaded at start and every five minutes in the background. While they cannot be loaded the
 * last good ones stay for two days. An unknown key id is looked for at most once in 30 seconds, by one fetch that all
 * who ask wait for.
 */
@Context
@Requires(property = "usher.token.jwks-url", notEquals = "")
@Requires(beans = TokenSettings.class, missingBeans = KeySource.class)
final class RemoteKeys implements KeySource {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);
    private static final Duration REFRESH = Duration.ofMinutes(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final long KEPT_NANOS = Duration.ofDays(2).toNanos();
    private static final long UNKNOWN_KEY_NANOS = Duration.ofSeconds(30).toNanos();

    private record Loaded(Map<String, VerificationKey> keys, long atNanos) {}

    private final KeySetFetch fetch;
    private final LongSupplier nanos;
    private final ReentrantLock fetching = new ReentrantLock();
    private final Thread refresher = Thread.ofVirtual().name("keys").unstarted(this::refresh);
    private volatile @Nullable Loaded loaded;
    /** Guarded by the lock, as everything below. */
    private long askedAt;

    private boolean asked;
    private boolean failed;

    @Inject
    RemoteKeys(TokenSettings settings) {
        this(Objects.requireNonNull(settings.jwksUrl(), "usher.token.jwks-url"), System::nanoTime);
        refresher.start();
    }

    /** Without the refresh in the background; the nanoseconds never go back. */
    RemoteKeys(URI url, LongSupplier nanos) {
        this.fetch = new KeySetFetch(url);
        this.nanos = nanos;
    }

    @Override
    public Optional<VerificationKey> key(String kid) {
        var key = known(kid);
        return key != null ? Optional.of(key) : lookFor(kid);
    }

    private @Nullable VerificationKey known(String kid) {
        var current = loaded;
        return current == null || isTooOld(current) ? null : current.keys().get(kid);
    }

    private boolean isTooOld(Loaded keys) {
        return nanos.getAsLong() - keys.atNanos() > KEPT_NANOS;
    }

    private Optional<VerificationKey> lookFor(String kid) {
        fetching.lock();
        try {
            var key = known(kid);
            if (key == null && mayAsk()) {
                load();
                key = known(kid);
            }
            var current = loaded;
            // Only a set that was loaded can say that there is no such key.
            if (key == null && (failed || current == null || isTooOld(current))) {
                throw new Unavailable("keys of the issuer", FIRST_PAUSE);
            }
            return Optional.ofNullable(key);
        } finally {
            fetching.unlock();
        }
    }

    /** Nothing loaded yet: once a second; otherwise once in 30 seconds, whatever strangers write into their tokens. */
    private boolean mayAsk() {
        long wait = loaded == null ? FIRST_PAUSE.toNanos() : UNKNOWN_KEY_NANOS;
        return !asked || nanos.getAsLong() - askedAt >= wait;
    }

    private boolean load() {
        asked = true;
        askedAt = nanos.getAsLong();
        var keys = fetch.keys();
        failed = keys.isEmpty();
        keys.ifPresent(good -> loaded = new Loaded(good, nanos.getAsLong()));
        return !failed;
    }

    private void refresh() {
        var pause = FIRST_PAUSE;
        try {
            while (true) {
                if (loadInBackground()) {
                    pause = FIRST_PAUSE;
                    Thread.sleep(REFRESH);
                } else {
                    LOG.warn("The issuer's keys could not be loaded; next try in about {} s", pause.toSeconds());
                    Thread.sleep(pause.plusMillis(ThreadLocalRandom.current().nextLong(250)));
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    boolean loadInBackground() {
        fetching.lock();
        try {
            return load();
        } finally {
            fetching.unlock();
        }
    }

    @PreDestroy
    void stop() {
        refresher.interrupt();
        fetch.close();
    }
}
