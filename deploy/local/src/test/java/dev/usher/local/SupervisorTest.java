package dev.usher.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
    @TempDir
    Path directory;

    private final AtomicInteger changes = new AtomicInteger();
    private final Supervisor supervisor = new Supervisor(changes::incrementAndGet);

    @AfterEach
    void stop() {
        supervisor.close();
    }

    private ServerProcess run(String group, String script) {
        return supervisor.start(
                group,
                () -> ServerProcess.start(
                        group, List.of("sh", "-c", script), Map.of(), directory.resolve(group + ".log")));
    }

    @Test
    void a_process_that_is_killed_is_started_again_and_the_change_told() {
        var first = run("auth", "exec sleep 60");
        supervisor.up();
        first.signal("KILL");

        await().atMost(Duration.ofSeconds(10)).until(() -> changes.get() == 1);
        var pids = supervisor.pids().get("auth");
        assertThat(pids).hasSize(1).doesNotContain(first.process().pid());
        assertThat(ProcessHandle.of(pids.getFirst())).get().matches(ProcessHandle::isAlive);
        assertThat(supervisor.failure()).isNotDone();
    }

    @Test
    void a_process_that_dies_while_starting_ends_it_all_and_shows_its_last_words() {
        run("auth", "echo PASSWORD_PEPPER is missing; exit 1");
        var failure = supervisor
                .failure()
                .orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
                .join();
        assertThat(failure)
                .hasMessageContaining("auth ended with 1")
                .hasMessageContaining("PASSWORD_PEPPER is missing");
    }

    @Test
    void a_process_that_cannot_be_kept_running_ends_it_all() {
        run("auth", "sleep 0.3; echo no luck; exit 3");
        supervisor.up();
        var failure = supervisor
                .failure()
                .orTimeout(30, java.util.concurrent.TimeUnit.SECONDS)
                .join();
        assertThat(failure).hasMessageContaining("auth cannot be kept running").hasMessageContaining("no luck");
    }

    @Test
    void stopping_ends_every_process_and_starts_none() {
        var one = run("auth", "exec sleep 60");
        var two = run("kafka", "trap '' TERM INT; while :; do sleep 0.1; done");
        supervisor.up();
        supervisor.stop(List.of("auth"), Duration.ofSeconds(5));
        assertThat(one.isAlive()).isFalse();
        assertThat(two.isAlive()).isTrue();
        supervisor.stop(List.of("kafka"), Duration.ofMillis(300));
        assertThat(two.isAlive()).as("killed when it does not obey").isFalse();
        assertThat(changes).hasValue(0);
    }
}
