package dev.usher.kernel.upload;

import dev.usher.kernel.image.Rendition;
import dev.usher.kernel.object.ObjectKey;
import dev.usher.kernel.object.ObjectStorage;
import dev.usher.kernel.object.StoredObject;
import dev.usher.kernel.problem.Unavailable;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that rows of a service's database point to. A file is stored before its row is written and removed after the
 * row is gone, so that no row ever points to nothing; what is left over when a process dies in between, {@link OrphanFiles}
 * collects. A file never changes.
 */
@Singleton
@Requires(property = UploadSettings.STORAGE)
public final class StoredFiles {
    private static final Logger LOG = LoggerFactory.getLogger(StoredFiles.class);
    /** Longer than any upload takes, shorter than {@link OrphanFiles#SETTLED}. */
    private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(10);

    private static final String SANDBOX = "default-src 'none'; sandbox";

    private final ObjectStorage storage;
    private final Clock clock;

    StoredFiles(ObjectStorage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /** Stores all or none; their keys, in the same order. Durable when it returns. */
    public List<UUID> store(Rendition... renditions) {
        var keys = new ArrayList<UUID>();
        try {
            for (var rendition : renditions) {
                var key = ObjectKey.next(clock.instant());
                keys.add(key.id());
                storage.put(key, rendition.mediaType(), rendition.content());
            }
            return List.copyOf(keys);
        } catch (RuntimeException e) {
            discard(keys);
            throw e;
        }
    }

    /**
     * To be called in the transaction that makes rows point to these files.
     *
     * @throws Unavailable when they are so old that somebody may be collecting them
     */
    public void claim(Collection<UUID> keys) {
        var oldest = clock.instant().minus(LONGEST_UPLOAD);
        if (keys.stream().anyMatch(key -> new ObjectKey(key).made().isBefore(oldest))) {
            throw new Unavailable("an upload took too long", Duration.ofSeconds(1));
        }
    }

    /**
     * Removes files that no row points to any more, or that none will: to be called after the commit, and never where it
     * is unknown whether there was one. Returns at once; what cannot be removed now is collected later.
     */
    public void discard(Collection<UUID> keys) {
        if (!keys.isEmpty()) {
            var gone = List.copyOf(keys);
            Thread.ofVirtual().name("discarded-files").start(() -> gone.forEach(this::remove));
        }
    }

    private void remove(UUID key) {
        try {
            storage.delete(new ObjectKey(key));
        } catch (Unavailable later) {
            LOG.info("a file was not removed yet: {}", later.getMessage());
        }
    }

    /**
     * The file as an answer that no browser takes for a page. Asked with {@code If-None-Match} it is a 304 without a look
     * at the store.
     *
     * @param cacheControl who may keep it, and how long
     * @return empty when the file is not there
     */
    public Optional<HttpResponse<?>> answer(HttpRequest<?> request, UUID key, String cacheControl) {
        var tag = tag(key);
        if (isKnown(request, tag)) {
            return Optional.of(labelled(HttpResponse.notModified(), tag, cacheControl));
        }
        return storage.get(new ObjectKey(key))
                .map(file -> answer(request, key, file)
                        .header(HttpHeaders.ETAG, tag)
                        .header(HttpHeaders.CACHE_CONTROL, cacheControl));
    }

    /** The entity tag of a file, with its quotes. */
    public static String tag(UUID key) {
        return "\"" + key + "\"";
    }

    private static MutableHttpResponse<?> answer(HttpRequest<?> request, UUID key, StoredObject file) {
        var answer = HttpResponse.<InputStream>ok()
                .header(HttpHeaders.CONTENT_TYPE, file.contentType())
                .header("Content-Security-Policy", SANDBOX)
                // A name of our own: what the client called it is not kept.
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "inline; filename=\"" + key + extension(file.contentType()) + "\"");
        if (request.getMethod() == HttpMethod.HEAD) {
            close(file);
            return answer;
        }
        return answer.body(file.content());
    }

    private static MutableHttpResponse<?> labelled(MutableHttpResponse<?> answer, String tag, String cacheControl) {
        return answer.header(HttpHeaders.ETAG, tag).header(HttpHeaders.CACHE_CONTROL, cacheControl);
    }

    private static void close(StoredObject file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compared weakly, as for reads (RFC 9110 §13.1.2). */
    private static boolean isKnown(HttpRequest<?> request, String tag) {
        return request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH).stream()
                .flatMap(field -> List.of(field.split(",")).stream())
                .map(String::strip)
                .map(known -> known.startsWith("W/") ? known.substring(2) : known)
                .anyMatch(known -> known.equals("*") || known.equals(tag));
    }

    private static String extension(String contentType) {
        return contentType.equals("image/png") ? ".png" : ".jpg";
    }
}
