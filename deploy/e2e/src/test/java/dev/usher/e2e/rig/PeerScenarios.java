package dev.usher.e2e.rig;

import static dev.usher.e2e.rig.Checks.assertUnavailable;
import static dev.usher.e2e.rig.Checks.patiently;
import static dev.usher.e2e.rig.Checks.recovered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.usher.e2e.rig.Api.Reply;
import dev.usher.local.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** One service as another one sees it, F-PE, and W-18: what is down takes nothing along, and nobody is allowed by mistake. */
final class PeerScenarios {
    private PeerScenarios() {}

    private static Reply changePassword(Rig rig, Holder holder, String old, String next) {
        return rig.api()
                .send(
                        Service.PROFILE,
                        "PATCH",
                        "/v1/profile/password",
                        holder.accessToken(),
                        Map.of("old_password", old, "new_password", next),
                        holder.person().email());
    }

    private static Reply profile(Rig rig, Holder holder) {
        return rig.api().profile(holder.person().email(), holder.accessToken());
    }

    static void auth_is_down(Trial trial) throws InterruptedException {
        var rig = trial.rig();
        var holder = Holder.signUp(rig.api(), "pe2");
        var old = holder.person().password();
        assertThat(patiently(() -> profile(rig, holder)).status()).isEqualTo(200);
        rig.replica(Service.AUTH).kill();
        for (int i = 0; i < 10; i++) {
            assertThat(profile(rig, holder).status()).isEqualTo(200);
            var edit = rig.api()
                    .send(
                            Service.PROFILE,
                            "PATCH",
                            "/v1/profile",
                            holder.accessToken(),
                            Map.of("bio", "number " + i),
                            "pe2");
            assertThat(edit.status()).isEqualTo(200);
            assertThat(rig.api()
                            .send(Service.CATALOG, "GET", "/v1/products", null, null, "pe2")
                            .status())
                    .isEqualTo(200);
            assertUnavailable(changePassword(rig, holder, old, old + "-2"), Duration.ofMillis(2_200));
            Thread.sleep(100);
        }
        rig.replica(Service.AUTH).start();
        long healed = System.nanoTime();
        assertThat(patiently(() -> changePassword(rig, holder, old, old + "-2")).status())
                .isEqualTo(200);
        recovered(trial, healed, Duration.ofSeconds(3));
    }

    private static HttpServer server(int status, String type, byte[] body) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(status, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        return server;
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Nonsense(int status, String type, byte[] body) {
        Nonsense(int status, String type, String body) {
            this(status, type, body.getBytes(StandardCharsets.UTF_8));
        }
    }

    static void auth_answers_nonsense(Trial trial) throws Exception {
        var rig = trial.rig();
        var holder = Holder.signUp(rig.api(), "pe4");
        var old = holder.person().password();
        assertThat(patiently(() -> profile(rig, holder)).status()).isEqualTo(200);
        var answers = new ArrayList<>(List.of(
                new Nonsense(500, "text/plain", "java.lang.IllegalStateException: marker-of-the-peer"),
                new Nonsense(200, "text/html", "<html>marker-of-the-peer</html>"),
                new Nonsense(200, "application/json", "{\"access_token\": \"marker-of-the-peer"),
                new Nonsense(302, "text/plain", "marker-of-the-peer"),
                new Nonsense(200, "application/json", new byte[10 * 1024 * 1024])));
        var line = rig.line(Service.PROFILE, Dependency.AUTH);
        var home = rig.replica(Service.AUTH).port();
        for (var answer : answers) {
            var server = server(answer.status, answer.type, answer.body);
            try {
                line.target(server.getAddress().getPort());
                line.reset();
                var reply = changePassword(rig, holder, old, old + "-2");
                assertUnavailable(reply, Duration.ofMillis(2_300));
                assertThat(reply.json().toString()).doesNotContain("marker-of-the-peer");
                assertThat(profile(rig, holder).status()).isEqualTo(200);
            } finally {
                server.stop(0);
                line.target(home);
                line.reset();
            }
        }
        trial.note("%d kinds of nonsense", answers.size());
        long healed = System.nanoTime();
        assertThat(patiently(() -> changePassword(rig, holder, old, old + "-2")).status())
                .isEqualTo(200);
        recovered(trial, healed, Duration.ofSeconds(5));
    }

    /** I-4. */
    static void answer_lost(Trial trial) {
        var rig = trial.rig();
        int rounds = trial.times(2, 10);
        for (int round = 0; round < rounds; round++) {
            var holder = Holder.signUp(rig.api(), "pe5");
            var old = holder.person().password();
            assertThat(patiently(() -> profile(rig, holder)).status()).isEqualTo(200);
            var line = rig.line(Service.PROFILE, Dependency.AUTH);
            line.set(Fault.SWALLOW);
            assertUnavailable(changePassword(rig, holder, old, old + "-2"), Duration.ofMillis(2_300));
            line.heal();
            line.reset();
            await().atMost(Duration.ofSeconds(5))
                    .until(() ->
                            rig.api().logIn(holder.person().with(old + "-2")).status() == 200);
            var fresh = rig.api().logIn(holder.person().with(old + "-2")).text("access_token");
            var again = patiently(() -> rig.api()
                    .send(
                            Service.PROFILE,
                            "PATCH",
                            "/v1/profile/password",
                            fresh,
                            Map.of("old_password", old, "new_password", old + "-2"),
                            "pe5"));
            assertThat(again.status()).isEqualTo(422);
            assertThat(again.json().at("/errors/0/field").asText()).isEqualTo("old_password");
            assertThat(rig.api().logIn(holder.person()).status())
                    .as("the old password")
                    .isEqualTo(401);
        }
        trial.note("%d answers lost", rounds);
    }
}
