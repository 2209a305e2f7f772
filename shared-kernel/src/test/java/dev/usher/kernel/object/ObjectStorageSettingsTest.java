package dev.usher.kernel.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectStorageSettingsTest {
    @TempDir
    Path directory;

    private static ObjectStorageSettings settings(
            String kind, @Nullable String path, @Nullable String bucket, @Nullable String endpoint) {
        return new ObjectStorageSettings(kind, "catalog-service", path, bucket, endpoint);
    }

    @ParameterizedTest
    @CsvSource({
        "ftp, /x, , , OBJECT_STORAGE must be local or s3",
        "local, , , , OBJECT_STORAGE_PATH must be set when OBJECT_STORAGE is local",
        "local, ' ', , , OBJECT_STORAGE_PATH must be set when OBJECT_STORAGE is local",
        "s3, , , , S3_BUCKET must be set when OBJECT_STORAGE is s3",
        "s3, , photos, minio:9000, S3_ENDPOINT must be an http or https address",
        "s3, , photos, 'http://a b', S3_ENDPOINT must be an http or https address",
    })
    void a_bad_value_is_named(String kind, String path, String bucket, String endpoint, String message) {
        assertThatThrownBy(() -> settings(kind, path, bucket, endpoint)).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"../up", "a/b", "''", "Upper", "-x"})
    void a_namespace_cannot_lead_elsewhere(String namespace) {
        assertThatThrownBy(() -> new ObjectStorageSettings("local", namespace, "/x", null, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_empty_endpoint_is_amazons_own() {
        assertThat(settings("s3", null, "photos", "").address()).isNull();
    }

    @Test
    void the_kind_decides_what_is_loaded() {
        assertThat(loaded(Map.of())).isNull();
        assertThat(loaded(Map.of("kind", "local", "path", directory.toString())))
                .isEqualTo(FileObjectStorage.class);
        assertThat(loaded(Map.of("kind", "s3", "bucket", "photos"))).isEqualTo(S3ObjectStorage.class);
    }

    private static @Nullable Class<?> loaded(Map<String, String> settings) {
        var properties = new HashMap<String, Object>(Map.of(
                "usher.service", "sample-service",
                "usher.object-storage.namespace", "sample",
                "datasources.default.enabled", "false",
                "usher.token.issuer", "https://issuer.example.com",
                "usher.token.audience", "usher",
                "usher.kafka.enabled", "false"));
        settings.forEach((name, value) -> properties.put("usher.object-storage." + name, value));
        try (var context = ApplicationContext.run(properties, "test")) {
            return context.findBean(ObjectStorage.class).map(Object::getClass).orElse(null);
        }
    }
}
