package dev.usher.kernel.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.testing.MutableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every object storage does. */
abstract class ObjectStorageContract {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    final MutableClock clock = MutableClock.at(NOON);

    abstract ObjectStorage storage();

    ObjectKey key() {
        return ObjectKey.next(clock.instant());
    }

    static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static byte[] read(StoredObject object) throws IOException {
        try (object) {
            return object.content().readAllBytes();
        }
    }

    @Test
    void what_is_put_is_got_back_with_its_type_length_and_tag() throws IOException {
        var key = key();
        var content = bytes(300_000);

        var etag = storage().put(key, "image/jpeg", Content.of(content));

        var found = storage().get(key).orElseThrow();
        assertThat(found.contentType()).isEqualTo("image/jpeg");
        assertThat(found.length()).isEqualTo(300_000);
        assertThat(found.etag()).isEqualTo(etag).hasSize(22);
        assertThat(read(found)).isEqualTo(content);
    }

    @Test
    void an_empty_object_is_an_object() throws IOException {
        var key = key();

        storage().put(key, "image/png", Content.of(new byte[0]));

        assertThat(read(storage().get(key).orElseThrow())).isEmpty();
    }

    @Test
    void the_tag_follows_the_bytes() {
        var one = storage().put(key(), "image/png", Content.of(bytes(10)));
        var same = storage().put(key(), "image/jpeg", Content.of(bytes(10)));
        var other = storage().put(key(), "image/png", Content.of(bytes(11)));

        assertThat(same).isEqualTo(one);
        assertThat(other).isNotEqualTo(one);
    }

    @Test
    void the_tag_is_the_same_in_every_store() {
        var etag = storage().put(key(), "image/png", Content.of("usher".getBytes(StandardCharsets.UTF_8)));

        assertThat(etag).isEqualTo("97tu_5KFMUXTWefF6Bx96w");
    }

    @Test
    void an_absent_object_is_not_an_outage() {
        assertThat(storage().get(key())).isEmpty();
    }

    @Test
    void a_deleted_object_is_gone_and_deleting_again_is_no_error() {
        var key = key();
        storage().put(key, "image/png", Content.of(bytes(10)));

        storage().delete(key);
        storage().delete(key);

        assertThat(storage().get(key)).isEmpty();
    }

    @Test
    void keys_are_listed_in_the_order_of_their_making_in_slices() {
        var made = new ArrayList<ObjectKey>();
        for (var count = 0; count < 12; count++) {
            clock.advance(Duration.ofMinutes(7));
            made.add(key());
            storage().put(made.getLast(), "image/png", Content.of(bytes(1)));
        }
        var end = clock.instant().plusSeconds(1);

        var first = storage().list(null, end, 5);
        var second = storage().list(first.getLast(), end, 5);
        var third = storage().list(second.getLast(), end, 5);

        assertThat(first).isEqualTo(made.subList(0, 5));
        assertThat(second).isEqualTo(made.subList(5, 10));
        assertThat(third).isEqualTo(made.subList(10, 12));
        assertThat(storage().list(third.getLast(), end, 5)).isEmpty();
    }

    @Test
    void keys_that_are_too_young_are_not_listed() {
        var old = key();
        storage().put(old, "image/png", Content.of(bytes(1)));
        clock.advance(Duration.ofMinutes(30));
        storage().put(key(), "image/png", Content.of(bytes(1)));

        assertThat(storage().list(null, clock.instant(), 100)).containsExactly(old);
    }

    @Test
    void content_that_breaks_off_leaves_nothing() {
        var key = key();

        assertThatThrownBy(() -> storage().put(key, "image/png", new BrokenContent()))
                .isInstanceOf(Unavailable.class);

        assertThat(storage().get(key)).isEmpty();
    }

    @Test
    void content_that_is_shorter_than_it_says_leaves_nothing() {
        var key = key();

        assertThatThrownBy(() -> storage().put(key, "image/png", new ShortContent()))
                .isInstanceOf(Unavailable.class);

        assertThat(storage().get(key)).isEmpty();
    }

    @Test
    void many_at_once_do_not_disturb_each_other() throws Exception {
        var storage = storage();
        var keys = IntStream.range(0, 24).mapToObj(index -> key()).toList();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var puts = new ArrayList<Callable<String>>();
            for (var index = 0; index < keys.size(); index++) {
                var content = Content.of(bytes(1000 + index));
                var key = keys.get(index);
                puts.add(() -> storage.put(key, "image/png", content));
            }
            assertThat(new HashSet<>(results(pool.invokeAll(puts)))).hasSize(24);
        }
        for (var index = 0; index < keys.size(); index++) {
            assertThat(read(storage.get(keys.get(index)).orElseThrow())).isEqualTo(bytes(1000 + index));
        }
        assertThat(storage.list(null, clock.instant().plusSeconds(1), 1000)).containsAll(keys);
    }

    private static List<String> results(List<Future<String>> futures) throws Exception {
        var results = new ArrayList<String>();
        for (var future : futures) {
            results.add(future.get());
        }
        return results;
    }

    private static final class BrokenContent implements Content {
        @Override
        public long length() {
            return 100_000;
        }

        @Override
        public InputStream open() {
            var begin = new ByteArrayInputStream(new byte[50_000]);
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    return cut(begin.read());
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    return cut(begin.read(bytes, offset, length));
                }

                private static int cut(int result) throws IOException {
                    if (result < 0) {
                        throw new IOException("cut");
                    }
                    return result;
                }
            };
        }
    }

    private static final class ShortContent implements Content {
        @Override
        public long length() {
            return 100;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[99]);
        }
    }
}
