package dev.usher.kernel.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.testing.Scratch;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class S3ObjectStorageTest extends ObjectStorageContract {
    private static S3Server server;
    private static S3Client client;
    private static int buckets;

    private String bucket;
    private S3ObjectStorage storage;

    @BeforeAll
    static void start() throws IOException {
        server = S3Server.start();
        client = S3Clients.client(server.endpoint(), Region.US_EAST_1, server.credentials());
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @BeforeEach
    void open() {
        bucket = "bucket-" + buckets++;
        client.createBucket(request -> request.bucket(bucket));
        storage = new S3ObjectStorage(client, bucket, "avatars");
    }

    @Override
    ObjectStorage storage() {
        return storage;
    }

    @Test
    void two_namespaces_in_one_bucket_do_not_see_each_other() {
        var other = new S3ObjectStorage(client, bucket, "products");
        var key = key();
        storage.put(key, "image/png", Content.of(bytes(10)));

        assertThat(other.get(key)).isEmpty();
        assertThat(other.list(null, clock.instant().plusSeconds(1), 10)).isEmpty();
    }

    @Test
    void files_that_are_not_ours_are_passed_over() {
        for (var name : new String[] {"avatars/!first", "avatars/readme.txt", "avatars/zz/deep"}) {
            client.putObject(request -> request.bucket(bucket).key(name), RequestBody.fromString("not ours"));
        }
        var key = key();
        storage.put(key, "image/png", Content.of(bytes(10)));

        assertThat(storage.list(null, clock.instant().plusSeconds(1), 1)).containsExactly(key);
        assertThat(storage.list(key, clock.instant().plusSeconds(1), 1)).isEmpty();
    }

    @Test
    void a_missing_bucket_is_an_outage_and_not_an_absent_object() {
        var lost = new S3ObjectStorage(client, "no-such-bucket", "avatars");

        assertThatThrownBy(() -> lost.get(key())).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> lost.put(key(), "image/png", Content.of(bytes(10))))
                .isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> lost.list(null, clock.instant(), 10)).isInstanceOf(Unavailable.class);
    }

    @Test
    void wrong_credentials_are_an_outage() {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("somebody", "else"));
        try (var stranger = S3Clients.client(server.endpoint(), Region.US_EAST_1, credentials)) {
            var refused = new S3ObjectStorage(stranger, bucket, "avatars");

            assertThatThrownBy(() -> refused.put(key(), "image/png", Content.of(bytes(10))))
                    .isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> refused.get(key())).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void a_server_that_is_down_is_an_outage_at_once() {
        var nobody = URI.create("http://127.0.0.1:" + Scratch.freePort());
        try (var unreachable = S3Clients.client(nobody, Region.US_EAST_1, server.credentials())) {
            var down = new S3ObjectStorage(unreachable, bucket, "avatars");
            var start = System.nanoTime();

            assertThatThrownBy(() -> down.get(key())).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> down.put(key(), "image/png", Content.of(bytes(10))))
                    .isInstanceOf(Unavailable.class);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(S3Clients.CALL);
        }
    }

    @Test
    void a_server_that_hangs_is_an_outage_within_the_limit_and_heals() {
        var key = key();
        storage.put(key, "image/png", Content.of(bytes(10)));
        server.signal("STOP");
        var start = System.nanoTime();
        try {
            assertThatThrownBy(() -> storage.get(key)).isInstanceOf(Unavailable.class);
        } finally {
            server.signal("CONT");
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(S3Clients.CALL.plusMillis(500));
        assertThat(storage.get(key)).isPresent();
    }
}
