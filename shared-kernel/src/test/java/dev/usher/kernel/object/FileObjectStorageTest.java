package dev.usher.kernel.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.problem.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStorageTest extends ObjectStorageContract {
    @TempDir
    Path directory;

    private FileObjectStorage storage;

    @BeforeEach
    void open() {
        storage = new FileObjectStorage(directory, "avatars", clock);
    }

    @Override
    ObjectStorage storage() {
        return storage;
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void A_53_a_stored_file_is_its_owners_alone_and_nobody_may_execute_it() throws IOException {
        storage.put(key(), "image/png", Content.of(bytes(10)));

        assertThat(files())
                .singleElement()
                .satisfies(file -> assertThat(Files.getPosixFilePermissions(file))
                        .isEqualTo(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)));
    }

    @Test
    void A_53_a_stored_file_does_not_begin_like_a_page_or_a_picture() throws IOException {
        storage.put(
                key(),
                "image/png",
                Content.of("<script>alert(1)</script>".getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        assertThat(Files.readString(files().getFirst())).startsWith("usher-object 1 image/png 25 ");
    }

    @Test
    void A_54_a_file_bears_its_generated_key_and_nothing_else() throws IOException {
        var key = key();
        storage.put(key, "image/png", Content.of(bytes(10)));

        assertThat(files())
                .singleElement()
                .extracting(file -> directory.relativize(file).toString())
                .isEqualTo("avatars/" + key.toString().replace("-", "").substring(0, 7) + "/" + key);
    }

    @Test
    void F_DK_1_a_store_that_cannot_be_written_is_an_outage_and_leaves_no_part() throws IOException {
        // A file where the directory should be: root, who may write anywhere, cannot get past that either.
        var key = key();
        Files.writeString(
                directory
                        .resolve("avatars")
                        .resolve(key.toString().replace("-", "").substring(0, 7)),
                "");

        assertThatThrownBy(() -> storage.put(key, "image/png", Content.of(bytes(10))))
                .isInstanceOf(Unavailable.class);

        assertThat(files()).hasSize(1);
    }

    @Test
    void a_lost_directory_is_an_outage_and_not_an_absent_object() throws IOException {
        var key = key();
        storage.put(key, "image/png", Content.of(bytes(10)));
        Files.move(directory.resolve("avatars"), directory.resolve("elsewhere"));

        assertThatThrownBy(() -> storage.get(key)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> storage.list(null, clock.instant(), 10)).isInstanceOf(Unavailable.class);
    }

    @Test
    void a_damaged_file_is_never_served() throws IOException {
        var cut = key();
        storage.put(cut, "image/png", Content.of(bytes(1000)));
        var file = files().getFirst();
        Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 500));
        assertThatThrownBy(() -> storage.get(cut)).isInstanceOf(Unavailable.class);

        Files.writeString(file, "x".repeat(2000), StandardOpenOption.TRUNCATE_EXISTING);
        assertThatThrownBy(() -> storage.get(cut)).isInstanceOf(Unavailable.class);
    }

    @Test
    void a_link_in_place_of_a_file_is_not_followed() throws IOException {
        var key = key();
        storage.put(key, "image/png", Content.of(bytes(10)));
        var file = files().getFirst();
        var elsewhere = Files.move(file, directory.resolve("elsewhere"));
        Files.createSymbolicLink(file, elsewhere);

        assertThatThrownBy(() -> storage.get(key)).isInstanceOf(Unavailable.class);
    }

    @Test
    void W_16_what_a_killed_put_left_is_listed_and_removed_by_its_key() throws IOException {
        var key = key();
        storage.put(key, "image/png", Content.of(bytes(10)));
        var file = files().getFirst();
        Files.move(file, file.resolveSibling(file.getFileName() + ".part"));
        clock.advance(Duration.ofHours(2));

        assertThat(storage.get(key)).isEmpty();
        assertThat(storage.list(null, clock.instant(), 10)).containsExactly(key);
        storage.delete(key);

        assertThat(files()).isEmpty();
    }

    @Test
    void the_directory_of_an_old_slice_of_time_goes_with_its_last_file() throws IOException {
        var first = key();
        var second = key();
        storage.put(first, "image/png", Content.of(bytes(10)));
        storage.put(second, "image/png", Content.of(bytes(10)));
        clock.advance(Duration.ofHours(2));

        storage.delete(first);
        assertThat(storage.get(second)).isPresent();
        storage.delete(second);

        try (var left = Files.list(directory.resolve("avatars"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void two_namespaces_in_one_directory_do_not_see_each_other() {
        var other = new FileObjectStorage(directory, "products", clock);
        var key = key();
        storage.put(key, "image/png", Content.of(bytes(10)));

        assertThat(other.get(key)).isEmpty();
        assertThat(other.list(null, clock.instant().plusSeconds(1), 10)).isEmpty();
    }

    @Test
    void nothing_is_visible_before_it_is_whole() throws Exception {
        var key = key();
        var seen = new java.util.concurrent.atomic.AtomicBoolean();

        storage.put(key, "image/png", new Content() {
            @Override
            public long length() {
                return 10;
            }

            @Override
            public InputStream open() {
                seen.compareAndSet(false, storage.get(key).isPresent());
                return new java.io.ByteArrayInputStream(bytes(10));
            }
        });

        assertThat(seen).isFalse();
        assertThat(storage.get(key)).isPresent();
    }
}
