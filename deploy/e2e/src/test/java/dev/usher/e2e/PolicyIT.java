package dev.usher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A-98, W-18: what a role opens is open, and what it no longer opens is closed, within a second of the answer to the grant
 * or the revocation, in every service and for a token from before (design §5.4).
 */
@Tag("full")
class PolicyIT {
    private static final Duration POLL = Duration.ofMillis(1);
    private static final int ADMITTED = 200;
    private static final int FORBIDDEN = 403;
    private static final int DEAD = 401;

    private static Platform platform;
    private static Client gateway;
    private static Client catalog;
    private static String admin;
    private static String role;

    @BeforeAll
    static void up() {
        platform = Platform.start("policy");
        gateway = new Client(platform.gateway());
        catalog = new Client(platform.service("catalog"));
        admin = expect(200, gateway.post("/v1/login", null, Platform.ADMIN)).text("access_token");
        role = role("admin");
    }

    @AfterAll
    static void down() {
        platform.close();
    }

    @Test
    void a_98_five_hundred_grants_and_revocations_are_effective_within_a_second() throws Exception {
        measure(500);
    }

    /** A role of somebody's own making opens what it permits, in the service that it is for, and nothing else. */
    @Test
    void a_role_of_ones_own_opens_exactly_what_it_permits() {
        var permission = id("/v1/permissions", "notifications:read");
        var support = expect(
                        201,
                        gateway.post(
                                "/v1/roles", admin, Map.of("name", "mail desk", "permission_ids", List.of(permission))))
                .text("id");
        var holder = Holder.signUp();
        expect(204, gateway.send("PUT", "/v1/roles/" + support + "/members/" + holder.id(), admin, null));
        awaitStatus(gateway, "/v1/notifications", holder.access(), ADMITTED);
        for (var route : List.of("/v1/users", "/v1/audit", "/v1/services", "/v1/roles/" + role + "/members")) {
            expect(FORBIDDEN, gateway.get(route, holder.access()));
        }
        expect(FORBIDDEN, gateway.post("/v1/notifications/redrive", holder.access(), Map.of()));
        // What the role permits changes under its members.
        expect(200, gateway.patch("/v1/roles/" + support, admin, Map.of("permission_ids", List.of())));
        awaitStatus(gateway, "/v1/notifications", holder.access(), FORBIDDEN);
    }

    private static void measure(int rounds) throws Exception {
        var managed = List.of(
                new Watch("auth", "/v1/users?size=1"),
                new Watch("catalog", "/v1/services?size=1"),
                new Watch("notification", "/v1/notifications?size=1"));
        // No route of it takes a role: what is seen there of a revocation is that it cuts the token off.
        var profile = new Watch("profile", "/v1/profile");
        for (int i = 0; i < rounds; i++) {
            var holder = Holder.signUp();
            var membership = "/v1/roles/" + role + "/members/" + holder.id();
            managed.forEach(watch -> expect(FORBIDDEN, watch.ask(holder)));
            expect(ADMITTED, profile.ask(holder));

            expect(204, catalog.send("PUT", membership, admin, null));
            long granted = System.nanoTime();
            together(managed.stream().map(watch -> () -> watch.untilAdmitted(holder, granted)));

            expect(204, catalog.send("DELETE", membership, admin, null));
            long revoked = System.nanoTime();
            together(Stream.concat(managed.stream(), Stream.of(profile))
                    .map(watch -> () -> watch.untilDead(holder, revoked)));
        }
        for (var watch : managed) {
            within(rounds, "grant to the first admission at " + watch.service + "-service", watch.admitted);
            within(rounds, "revocation to the last admission at " + watch.service + "-service", watch.refused);
        }
        for (var watch : Stream.concat(managed.stream(), Stream.of(profile)).toList()) {
            within(rounds, "revocation to the end of older tokens at " + watch.service + "-service", watch.dead);
        }
    }

    private static void within(int rounds, String what, Queue<Long> times) {
        var figures = Figures.ofNanos(times);
        figures.print(what);
        assertThat(figures.count()).isEqualTo(rounds);
        assertThat(figures.max()).as(what + ", microseconds").isLessThanOrEqualTo(1_000_000);
    }

    private static void together(Stream<Runnable> watches) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = watches.<Future<?>>map(threads::submit).toList();
            for (var one : all) {
                one.get();
            }
        }
    }

    private static Client.Answer expect(int status, Client.Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        return answer;
    }

    private static void awaitStatus(Client client, String route, String token, int status) {
        await(route)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .atMost(Duration.ofSeconds(1))
                .until(() -> client.get(route, token).status() == status);
    }

    private static String role(String name) {
        return id("/v1/roles", name);
    }

    private static String id(String level, String name) {
        for (var entry : expect(200, gateway.get(level + "?size=100&name=" + name, admin))
                .body()
                .path("items")) {
            if (entry.path("name").asText().equals(name)) {
                return entry.path("id").asText();
            }
        }
        throw new AssertionError(name);
    }

    /** Somebody whom every service has met: the role of the sign-up has come. */
    record Holder(String id, String access) {
        static Holder signUp() {
            var answer = expect(
                    201, gateway.post("/v1/signup", null, Person.fresh("policy").signUp()));
            var holder = new Holder(answer.body().path("user").path("id").asText(), answer.text("access_token"));
            await("the role of the sign-up")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> catalog.get("/v1/members/" + holder.id() + "/roles", holder.access())
                                    .body()
                                    .path("total")
                                    .asInt()
                            == 1);
            return holder;
        }
    }

    /** What one service makes of somebody's token, and how soon. */
    private static final class Watch {
        private final String service;
        private final String route;
        private final Client client;
        private final Queue<Long> admitted = new ConcurrentLinkedQueue<>();
        private final Queue<Long> refused = new ConcurrentLinkedQueue<>();
        private final Queue<Long> dead = new ConcurrentLinkedQueue<>();

        Watch(String service, String route) {
            this.service = service;
            this.route = route;
            this.client = new Client(platform.service(service));
        }

        Client.Answer ask(Holder holder) {
            return client.get(route, holder.access());
        }

        void untilAdmitted(Holder holder, long since) {
            await(service + " admits")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .until(() -> {
                        var status = ask(holder).status();
                        assertThat(status).isIn(FORBIDDEN, ADMITTED);
                        return status == ADMITTED;
                    });
            admitted.add(System.nanoTime() - since);
        }

        /** Refused by the policy or with the token, whichever comes first; and never admitted again. */
        void untilDead(Holder holder, long since) {
            var closed = new boolean[1];
            await(service + " refuses")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .until(() -> {
                        var status = ask(holder).status();
                        assertThat(status)
                                .isIn(closed[0] ? List.of(FORBIDDEN, DEAD) : List.of(ADMITTED, FORBIDDEN, DEAD));
                        if (status != ADMITTED && !closed[0]) {
                            closed[0] = true;
                            refused.add(System.nanoTime() - since);
                        }
                        return status == DEAD;
                    });
            dead.add(System.nanoTime() - since);
            assertThat(ask(holder).status()).isEqualTo(DEAD);
        }
    }
}
