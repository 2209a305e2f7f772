package dev.usher.kernel.object;

import dev.usher.kernel.problem.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects in a bucket: {@code namespace/<key>}. */
final class S3ObjectStorage implements ObjectStorage {
    private static final String ETAG = "etag";

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    S3ObjectStorage(S3Client client, String bucket, String namespace) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = namespace + "/";
    }

    @Override
    public String put(ObjectKey key, String contentType, Content content) {
        try {
            var etag = Digest.of(content);
            client.putObject(
                    request -> request.bucket(bucket)
                            .key(prefix + key)
                            .contentType(contentType)
                            .metadata(Map.of(ETAG, etag)),
                    // Opened again for every attempt, so that a retry sends all of it.
                    RequestBody.fromContentProvider(() -> open(content), content.length(), contentType));
            return etag;
        } catch (SdkException | UncheckedIOException | IOException e) {
            throw new Unavailable("the object store cannot write", e);
        }
    }

    private static InputStream open(Content content) {
        try {
            return content.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<StoredObject> get(ObjectKey key) {
        try {
            var stream = client.getObject(request -> request.bucket(bucket).key(prefix + key));
            var answer = stream.response();
            return Optional.of(new StoredObject(
                    answer.contentType(),
                    answer.contentLength(),
                    answer.metadata().getOrDefault(ETAG, key.toString()),
                    stream));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            // A missing bucket is here too: it is an outage, not an absent object.
            throw new Unavailable("the object store cannot read", e);
        }
    }

    @Override
    public void delete(ObjectKey key) {
        try {
            client.deleteObject(request -> request.bucket(bucket).key(prefix + key));
        } catch (SdkException e) {
            throw new Unavailable("the object store cannot delete", e);
        }
    }

    @Override
    public List<ObjectKey> list(@Nullable ObjectKey after, Instant before, int limit) {
        var keys = new ArrayList<ObjectKey>();
        var last = after == null ? prefix : prefix + after;
        try {
            while (true) {
                var start = last;
                var page = client.listObjectsV2(request ->
                        request.bucket(bucket).prefix(prefix).startAfter(start).maxKeys(limit));
                for (var object : page.contents()) {
                    var key = key(object);
                    if (key.isPresent() && !key.get().made().isBefore(before)) {
                        return keys;
                    }
                    key.ifPresent(keys::add);
                    if (keys.size() == limit) {
                        return keys;
                    }
                    last = object.key();
                }
                // A page may be short because somebody else's files stand between ours.
                if (!Boolean.TRUE.equals(page.isTruncated()) || page.contents().isEmpty()) {
                    return keys;
                }
            }
        } catch (SdkException e) {
            throw new Unavailable("the object store cannot list", e);
        }
    }

    private Optional<ObjectKey> key(S3Object object) {
        return ObjectKey.parse(object.key().substring(prefix.length()));
    }
}
