package dev.usher.kernel.object;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where objects are kept.
 *
 * @param kind {@code local} (needs {@code path}) or {@code s3} (needs {@code bucket})
 * @param namespace keeps services that share a directory or a bucket apart: lower-case letters, digits and hyphens
 * @param path the directory of the local store; made when it is not there
 * @param endpoint of an S3-speaking server that is not Amazon's; addressed by path ({@code endpoint/bucket/key})
 */
@Requires(property = ObjectStorageSettings.PREFIX + ".kind")
@ConfigurationProperties(ObjectStorageSettings.PREFIX)
public record ObjectStorageSettings(
        String kind,
        String namespace,
        @Nullable String path,
        @Nullable String bucket,
        @Nullable String endpoint) {
    static final String PREFIX = "usher.object-storage";

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public ObjectStorageSettings {
        if (!NAMESPACE.matcher(namespace).matches()) {
            throw new IllegalArgumentException(PREFIX + ".namespace must be lower-case letters, digits and hyphens");
        }
        switch (kind) {
            case "local" -> directory(path);
            case "s3" -> {
                if (bucket == null || bucket.isBlank()) {
                    throw new IllegalArgumentException("S3_BUCKET must be set when OBJECT_STORAGE is s3");
                }
                address(endpoint);
            }
            default -> throw new IllegalArgumentException("OBJECT_STORAGE must be local or s3");
        }
    }

    Path directory() {
        return directory(path);
    }

    @Nullable
    URI address() {
        return address(endpoint);
    }

    private static Path directory(@Nullable String path) {
        try {
            if (path != null && !path.isBlank()) {
                return Path.of(path).toAbsolutePath().normalize();
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("OBJECT_STORAGE_PATH is not a path", e);
        }
        throw new IllegalArgumentException("OBJECT_STORAGE_PATH must be set when OBJECT_STORAGE is local");
    }

    private static @Nullable URI address(@Nullable String endpoint) {
        if (endpoint == null || endpoint.isBlank()) {
            return null;
        }
        try {
            var address = URI.create(endpoint);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("S3_ENDPOINT must be an http or https address", e);
        }
        throw new IllegalArgumentException("S3_ENDPOINT must be an http or https address");
    }
}
