package dev.usher.kernel.object;

import dev.usher.kernel.problem.Unavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where files are kept. An object never changes once it is stored. Every method throws {@link Unavailable} when the
 * store is down, full or read-only, and then says nothing about whether it took effect: {@link #delete} puts an end to
 * the doubt.
 */
public interface ObjectStorage {
    /**
     * Stores an object under a key that was never used before. It is durable when this returns, and before that never
     * visible in part.
     *
     * @param contentType a bare media type such as {@code image/png}
     * @return its entity tag: the same for the same bytes, in every store; 22 characters, no quotes
     */
    String put(ObjectKey key, String contentType, Content content);

    /** Empty when there is no such object. Reading its stream may fail with an {@link java.io.IOException}. */
    Optional<StoredObject> get(ObjectKey key);

    /** Removes the object, and what an interrupted {@link #put} may have left of it. No error if there is nothing. */
    void delete(ObjectKey key);

    /**
     * Keys in ascending order, which is that of their making: to find what nothing refers to. What an interrupted
     * {@link #put} left may be among them.
     *
     * @param after where the last call ended; null to begin
     * @param before only keys drawn before this time
     * @param limit 1 to 1000
     */
    List<ObjectKey> list(@Nullable ObjectKey after, Instant before, int limit);
}
