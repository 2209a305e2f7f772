package dev.usher.auth.application;

import dev.usher.auth.application.port.KeyRegister;
import dev.usher.auth.domain.PublishedKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A register for as long as the test runs. */
public final class InMemoryKeyRegister implements KeyRegister {
    private final Map<String, PublishedKey> keys = new HashMap<>();

    @Override
    public synchronized List<PublishedKey> publish(Collection<PublishedKey> more, Instant now) {
        keys.values().removeIf(key -> !key.until().isAfter(now));
        more.forEach(key -> keys.merge(key.kid(), key, (known, again) -> known.until(again.until())));
        return keys.values().stream()
                .sorted(Comparator.comparing(PublishedKey::since).thenComparing(PublishedKey::kid))
                .toList();
    }
}
