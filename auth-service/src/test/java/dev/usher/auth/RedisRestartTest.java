package dev.usher.auth;

import static dev.usher.auth.Person.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.EmbeddedRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service with a Redis of its own that is killed, and that comes back with what it had, or with less. */
class RedisRestartTest {
    @TempDir
    private Path folder;

    private int port;
    private EmbeddedRedis redis;
    private AuthApp app;

    @BeforeEach
    void start() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        redis = startRedis("data");
        app = AuthApp.start(Map.of("usher.redis.url", redis.url()));
    }

    @AfterEach
    void stop() {
        app.close();
        redis.close();
    }

    private EmbeddedRedis startRedis(String data) {
        return EmbeddedRedis.start(folder.resolve(data), port, folder.resolve(data + ".log"));
    }

    private void kill() throws InterruptedException {
        redis.process().signal("KILL");
        redis.process().process().waitFor();
    }

    /** Every refresh token that the person has had, oldest first. */
    private final class Holder {
        private final Person person = Person.signUp(app.http());
        private final List<String> tokens = new ArrayList<>(List.of(person.refresh()));

        void rotate() {
            var answer = person.refresh(tokens.getLast());
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            tokens.add(answer.json().get("refresh_token").textValue());
        }

        void logOut() {
            var answer = app.http().post("/v1/logout", Map.of("refresh_token", tokens.getLast()));
            assertThat(answer.status()).isEqualTo(204);
        }

        void assertDead(String token) {
            assertProblem(person.refresh(token), 401, "invalid-token");
        }
    }

    private List<Holder> holders(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Holder()).toList();
    }

    @Test
    void f_rd_6_after_every_kill_sessions_go_on_and_no_rotation_is_taken_back() throws InterruptedException {
        var holders = holders(10);
        for (var kill = 0; kill < 10; kill++) {
            for (var rotation = 0; rotation < 10; rotation++) {
                holders.forEach(Holder::rotate);
            }
            kill();
            redis = startRedis("data");
            await().atMost(Duration.ofSeconds(3)).until(() -> {
                var answer = holders.getFirst()
                        .person
                        .refresh(holders.getFirst().tokens.getLast());
                if (answer.status() == 200) {
                    holders.getFirst()
                            .tokens
                            .add(answer.json().get("refresh_token").textValue());
                }
                return answer.status() == 200;
            });
        }
        holders.forEach(Holder::rotate);
        for (var holder : holders) {
            holder.tokens.subList(0, holder.tokens.size() - 2).forEach(holder::assertDead);
        }
    }

    @Test
    void f_rd_7_an_old_copy_revives_no_rotated_and_no_ended_session() throws Exception {
        var rotated = holders(20);
        var loggedOut = holders(20);
        // Everything is in the append-only file within a second.
        kill();
        copy(folder.resolve("data"), folder.resolve("copy"));
        redis = startRedis("data");
        await().atMost(Duration.ofSeconds(3))
                .until(() -> rotated.getFirst().person.logIn(Person.PASSWORD).status() == 200);
        for (var rotation = 0; rotation < 5; rotation++) {
            rotated.forEach(Holder::rotate);
        }
        loggedOut.forEach(Holder::logOut);
        kill();
        redis = startRedis("copy");
        await().atMost(Duration.ofSeconds(3))
                .until(() -> rotated.getFirst().person.logIn(Person.PASSWORD).status() == 200);
        for (var holder : loggedOut) {
            holder.tokens.forEach(holder::assertDead);
        }
        for (var holder : rotated) {
            holder.tokens.subList(0, holder.tokens.size() - 1).forEach(holder::assertDead);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
