package dev.usher.e2e;

import static dev.usher.e2e.Refreshes.refresh;
import static dev.usher.e2e.Refreshes.rounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ended stays ended: at once where sessions are kept, within a second everywhere (design §5.1, I-6). */
@Tag("full")
class RevocationIT {
    private static final int RACES = 1000;
    private static final int AT_A_TIME = 4;
    private static final int REFRESHES = 3;
    private static Platform platform;
    private static Client gateway;
    private static String admin;

    @BeforeAll
    static void up() {
        platform = Platform.start("revocation", "--replicas", "2");
        gateway = new Client(platform.gateway());
        var answer = gateway.post("/v1/login", null, Platform.ADMIN);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        admin = answer.text("access_token");
    }

    @AfterAll
    static void down() {
        platform.close();
    }

    /** Somebody with a session. */
    record Holder(Person person, String id, String access, String refresh) {
        static Holder signUp() {
            var person = Person.fresh("revoke");
            var answer = gateway.post("/v1/signup", null, person.signUp());
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
            return new Holder(
                    person,
                    answer.body().path("user").path("id").asText(),
                    answer.text("access_token"),
                    answer.text("refresh_token"));
        }
    }

    /** One way to end a session; says whether it was acknowledged. */
    record Ending(String name, Function<Holder, Client.Answer> call, int status) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Ending> endings() {
        return Stream.of(
                new Ending(
                        "logout", one -> gateway.post("/v1/logout", null, Map.of("refresh_token", one.refresh())), 204),
                new Ending("logout-all", one -> gateway.post("/v1/logout-all", one.access(), null), 204),
                new Ending(
                        "password change",
                        one -> gateway.post(
                                "/v1/password/change",
                                one.access(),
                                Map.of(
                                        "old_password",
                                        one.person().password(),
                                        "new_password",
                                        "another-Horse-battery-9")),
                        200),
                new Ending("disable", one -> gateway.post("/v1/users/" + one.id() + "/disable", admin, null), 204));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void I_6_a_revocation_wins_over_every_refresh(Ending ending) throws Exception {
        var refreshed = new AtomicInteger();
        rounds(RACES, AT_A_TIME, round -> {
            var holder = Holder.signUp();
            var tokens = race(holder, ending);
            refreshed.addAndGet(tokens.size());
            // Started after the acknowledgement: no token of the session, however it was come by, does anything.
            assertThat(refresh(gateway, holder.refresh()).status()).isEqualTo(401);
            for (var token : tokens) {
                assertThat(refresh(gateway, token.text("refresh_token")).status())
                        .as("survivor of " + ending)
                        .isEqualTo(401);
                awaitDead(token.text("access_token"));
            }
        });
        System.out.printf(
                "FIGURE %d races of refresh against %s: 0 survivors (%d refreshes won before they lost)%n",
                RACES, ending, refreshed.get());
    }

    /** The refreshes that were granted. */
    private static List<Client.Answer> race(Holder holder, Ending ending) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var refreshes = new ArrayList<Future<Client.Answer>>();
            for (int i = 0; i < REFRESHES; i++) {
                refreshes.add(threads.submit(() -> {
                    Thread.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextInt(8)));
                    return refresh(gateway, holder.refresh());
                }));
            }
            var end = threads.submit(() -> ending.call().apply(holder));
            var ended = end.get();
            assertThat(ended.status()).as(ending + ": " + ended.body()).isEqualTo(ending.status());
            var granted = new ArrayList<Client.Answer>();
            for (var one : refreshes) {
                var answer = one.get();
                assertThat(answer.status()).isIn(200, 401);
                if (answer.status() == 200) {
                    granted.add(answer);
                }
            }
            return granted;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void awaitDead(String access) {
        await("cut-off of an access token")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(1))
                .until(() -> gateway.get("/v1/me", access).status() == 401);
    }

    /** G-6: from the 204 of a logout to the first 401 of each of the other services. */
    @Test
    void I_6_a_logout_reaches_every_service_within_a_second() throws Exception {
        var watches = List.of(
                new Watch("profile", "/v1/profile"),
                new Watch("catalog", "/v1/services"),
                new Watch("notification", "/v1/notifications"));
        for (int i = 0; i < 500; i++) {
            var holder = Holder.signUp();
            watches.forEach(
                    watch -> assertThat(watch.status(holder)).as(watch.service).isNotEqualTo(401));
            assertThat(gateway.post("/v1/logout", holder.access(), null).status())
                    .isEqualTo(204);
            long loggedOut = System.nanoTime();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                watches.forEach(watch -> threads.execute(() -> watch.untilRefused(holder, loggedOut)));
            }
        }
        for (var watch : watches) {
            var figures = Figures.ofNanos(watch.times);
            figures.print("logout to the first 401 at " + watch.service + "-service");
            assertThat(figures.count()).isEqualTo(500);
            assertThat(figures.max()).as("microseconds").isLessThanOrEqualTo(1_000_000);
        }
    }

    /** How long one service goes on taking a token that is dead. */
    private static final class Watch {
        private final String service;
        private final String route;
        private final Client client;
        private final Queue<Long> times = new ConcurrentLinkedQueue<>();

        Watch(String service, String route) {
            this.service = service;
            this.route = route;
            this.client = new Client(platform.service(service));
        }

        int status(Holder holder) {
            return client.get(route, holder.access()).status();
        }

        void untilRefused(Holder holder, long since) {
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> status(holder) == 401);
            times.add(System.nanoTime() - since);
        }
    }
}
