package dev.usher.kernel.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.object.Content;
import dev.usher.kernel.object.ObjectKey;
import dev.usher.kernel.object.ObjectStorage;
import dev.usher.kernel.problem.Unavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I-13: what no row points to goes within the hour, and nothing else. */
class OrphanFilesTest {
    private static UploadApp app;
    private static ObjectStorage storage;
    private static OrphanFiles orphans;
    private static StoredFiles files;

    @BeforeAll
    static void start() {
        app = new UploadApp();
        storage = app.bean(ObjectStorage.class);
        orphans = app.bean(OrphanFiles.class);
        files = app.bean(StoredFiles.class);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void empty() {
        app.clock.advance(Duration.ofDays(1));
        storage.list(null, app.clock.instant(), 1000).forEach(storage::delete);
        app.owned.clear();
    }

    private static UUID stored() {
        var key = ObjectKey.next(app.clock.instant());
        storage.put(key, "image/png", Content.of(new byte[] {1}));
        return key.id();
    }

    private static UUID ownedFile() {
        var key = stored();
        app.owned.add(key);
        return key;
    }

    private static boolean isThere(UUID key) {
        try (var file = storage.get(new ObjectKey(key)).orElse(null)) {
            return file != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void what_belongs_to_nothing_goes_within_the_hour_and_everything_else_stays() {
        var orphan = stored();
        var owned = ownedFile();
        app.clock.advance(Duration.ofMinutes(20));
        var young = stored();

        assertThat(orphans.collect()).isZero();
        app.clock.advance(Duration.ofMinutes(20));
        assertThat(orphans.collect()).isEqualTo(1);

        assertThat(isThere(orphan)).isFalse();
        assertThat(isThere(owned)).isTrue();
        assertThat(isThere(young)).isTrue();
        assertThat(orphans.collect()).isZero();
    }

    @Test
    void a_file_so_old_that_it_may_be_collected_gets_no_row() {
        var slow = stored();
        files.claim(List.of(slow));

        app.clock.advance(Duration.ofMinutes(11));

        assertThatThrownBy(() -> files.claim(List.of(stored(), slow))).isInstanceOf(Unavailable.class);
    }

    @Test
    void two_replicas_collect_at_once() throws Exception {
        var owned = ownedFile();
        for (var count = 0; count < 50; count++) {
            stored();
        }
        app.clock.advance(Duration.ofHours(1));

        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var run : threads.invokeAll(List.<Callable<Integer>>of(orphans::collect, orphans::collect))) {
                assertThat(run.get()).isLessThanOrEqualTo(50);
            }
        }

        assertThat(storage.list(null, app.clock.instant(), 100)).containsExactly(new ObjectKey(owned));
    }

    @Test
    void the_files_of_another_database_are_not_touched() {
        var keys = new ArrayList<UUID>();
        for (var count = 0; count < 120; count++) {
            keys.add(stored());
        }
        app.clock.advance(Duration.ofHours(1));
        assertThat(orphans.collect()).isZero();

        app.owned.add(keys.getFirst());
        assertThat(orphans.collect()).isEqualTo(119);
    }

    @Test
    void orphans_go_however_many_there_are_in_a_row() {
        for (var count = 0; count < 520; count++) {
            stored();
        }
        app.clock.advance(Duration.ofSeconds(1));
        ownedFile();
        app.clock.advance(Duration.ofHours(1));

        assertThat(orphans.collect()).isEqualTo(520);
    }

    @Test
    void a_store_that_is_larger_than_one_stretch_is_gone_through_whole() {
        for (var count = 0; count < 600; count++) {
            ownedFile();
        }
        var orphan = stored();
        ownedFile();
        app.clock.advance(Duration.ofHours(1));

        assertThat(orphans.collect()).isEqualTo(1);
        assertThat(isThere(orphan)).isFalse();
    }

    @Test
    void what_is_discarded_goes_at_once() {
        var gone = stored();

        files.discard(List.of(gone, ObjectKey.next(app.clock.instant()).id()));

        await().untilAsserted(() -> assertThat(isThere(gone)).isFalse());
    }
}
