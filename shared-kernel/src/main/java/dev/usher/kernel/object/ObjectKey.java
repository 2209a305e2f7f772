package dev.usher.kernel.object;

import dev.usher.kernel.value.Ids;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The name of a stored object: drawn here, never taken from a client, so that it can neither lead out of the store nor
 * say anything about its owner. A UUIDv7: keys sort, as text, by the time of their making.
 */
public record ObjectKey(UUID id) implements Comparable<ObjectKey> {
    public ObjectKey {
        if (id.version() != 7) {
            throw new IllegalArgumentException("an object key is a UUIDv7");
        }
    }

    public static ObjectKey next(Instant now) {
        return new ObjectKey(Ids.next(now));
    }

    /** Reads what {@link #toString} wrote; empty for anything else. */
    static Optional<ObjectKey> parse(String text) {
        return Ids.parse(text).filter(id -> id.version() == 7).map(ObjectKey::new);
    }

    /** When it was drawn, to the millisecond. */
    public Instant made() {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    @Override
    public int compareTo(ObjectKey other) {
        // UUID.compareTo compares signed halves, which is neither the order of the text nor that of PostgreSQL.
        var high = Long.compareUnsigned(id.getMostSignificantBits(), other.id.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(id.getLeastSignificantBits(), other.id.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
