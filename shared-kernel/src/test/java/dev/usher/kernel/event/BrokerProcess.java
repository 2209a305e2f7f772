package dev.usher.kernel.event;

import dev.usher.kernel.testing.EmbeddedKafka;
import dev.usher.kernel.testing.Scratch;
import dev.usher.kernel.testing.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A broker as a process of its own on one address, that can be killed, held and started again with its data. */
final class BrokerProcess implements AutoCloseable {
    private final Path directory = Scratch.directory("broker");
    private final int port = Scratch.freePort();
    private final List<String> overrides;
    private @Nullable ServerProcess process;

    /** Not started yet. */
    BrokerProcess(String... overrides) {
        this.overrides = List.of(overrides);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    BrokerProcess start() {
        var settings = new ArrayList<>(List.of(
                // One that comes back is refused until the session of the one that was killed is over.
                "broker.session.timeout.ms=2000",
                "broker.heartbeat.interval.ms=500",
                "auto.create.topics.enable=" + overrides.stream().noneMatch("no-topics"::equals)));
        overrides.stream().filter(setting -> setting.contains("=")).forEach(settings::add);
        var jvm = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        var started =
                EmbeddedKafka.fork(directory.resolve("data"), port, directory.resolve("broker.log"), jvm, settings);
        started.await(Duration.ofSeconds(60), () -> EmbeddedKafka.answers(bootstrapServers()));
        process = started;
        return this;
    }

    /** SIGKILL, STOP, CONT. */
    void signal(String signal) {
        running().signal(signal);
    }

    void kill() throws InterruptedException {
        running().signal("KILL");
        running().process().waitFor();
    }

    private ServerProcess running() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    @Override
    public void close() {
        if (process != null) {
            process.signal("CONT");
            process.process().destroyForcibly();
        }
    }
}
