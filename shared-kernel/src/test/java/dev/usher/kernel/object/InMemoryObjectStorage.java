package dev.usher.kernel.object;

import dev.usher.kernel.problem.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Objects on the heap. Public: other modules' tests use it too. It can be told to be full. */
public final class InMemoryObjectStorage implements ObjectStorage {
    private record Entry(String contentType, String etag, Content content) {}

    private final NavigableMap<ObjectKey, Entry> objects = new ConcurrentSkipListMap<>();
    private volatile boolean full;

    /** Until told otherwise, nothing more can be stored. */
    public void full(boolean isFull) {
        full = isFull;
    }

    @Override
    public String put(ObjectKey key, String contentType, Content content) {
        if (full) {
            throw new Unavailable("the object store is full", Duration.ofSeconds(1));
        }
        try (var in = content.open()) {
            var etag = Digest.of(content);
            objects.put(key, new Entry(contentType, etag, Content.of(in.readAllBytes())));
            return etag;
        } catch (IOException e) {
            throw new Unavailable("the content cannot be read", e);
        }
    }

    @Override
    public Optional<StoredObject> get(ObjectKey key) {
        return Optional.ofNullable(objects.get(key))
                .map(found ->
                        new StoredObject(found.contentType, found.content.length(), found.etag, open(found.content)));
    }

    private static InputStream open(Content content) {
        try {
            return content.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void delete(ObjectKey key) {
        objects.remove(key);
    }

    @Override
    public List<ObjectKey> list(@Nullable ObjectKey after, Instant before, int limit) {
        var rest = after == null ? objects : objects.tailMap(after, false);
        return rest.keySet().stream()
                .takeWhile(key -> key.made().isBefore(before))
                .limit(limit)
                .toList();
    }
}
