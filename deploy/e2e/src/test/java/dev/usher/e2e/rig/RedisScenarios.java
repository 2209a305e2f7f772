package dev.usher.e2e.rig;

import static dev.usher.e2e.rig.Checks.assertNoAlarm;
import static dev.usher.e2e.rig.Checks.assertUnavailable;
import static dev.usher.e2e.rig.Checks.patiently;
import static dev.usher.e2e.rig.Checks.percentile;
import static dev.usher.e2e.rig.Checks.recovered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.e2e.rig.Api.Reply;
import dev.usher.e2e.rig.Ledger.Entry;
import dev.usher.e2e.rig.Ledger.Outcome;
import dev.usher.e2e.rig.Trap.Then;
import dev.usher.local.Service;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What Redis does to auth-service, from outside: F-RD. */
final class RedisScenarios {
    private static final String FAMILY = "usher:auth:session:";

    private RedisScenarios() {}

    static void down_at_start(Trial trial) {
        var rig = trial.rig();
        var api = rig.api();
        var holder = Holder.signUp(api, "rd1");
        var auth = rig.replica(Service.AUTH);
        auth.stop();
        rig.redis().kill();
        auth.launch();
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> api.send(auth, "GET", "/health/liveness", null, null, "health")
                        .ok());
        assertThat(auth.isReady()).isFalse();
        assertThat(api.send(auth, "GET", "/.well-known/jwks.json", null, null, "jwks")
                        .status())
                .isEqualTo(200);
        assertUnavailable(holder.logIn(), Duration.ofSeconds(1));
        assertUnavailable(holder.refresh(), Duration.ofSeconds(1));
        rig.redis().start();
        long healed = System.nanoTime();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> auth.isReady() && holder.refresh().ok());
        recovered(trial, healed, Duration.ofSeconds(3));
    }

    /** I-5, I-6. */
    static void dies_under_load(Trial trial) throws Exception {
        var rig = trial.rig();
        var api = rig.api();
        var loggedOut = new ConcurrentLinkedQueue<String>();
        var holders = new Holder[6];
        Arrays.setAll(holders, i -> Holder.signUp(api, "rd2"));
        var turns = new AtomicInteger();
        var random = trial.random();
        var answers = new ArrayList<Entry>();
        var slowest = Duration.ZERO;
        try (var crowd = Crowd.of(holders.length, client -> {
            holders[client] = turn(api, holders[client], turns.getAndIncrement(), loggedOut);
            Thread.sleep(20);
        })) {
            assertThat(crowd).isNotNull();
            for (int kill = 0; kill < trial.times(2, 20); kill++) {
                Thread.sleep(200 + random.nextInt(500));
                int before = rig.ledger().size();
                rig.redis().kill();
                Thread.sleep(600);
                answers.addAll(unknown(rig, before));
                rig.redis().start();
                long healed = System.nanoTime();
                int place = rig.ledger().size();
                await().atMost(Duration.ofSeconds(10))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> rig.ledger().since(place).stream().anyMatch(RedisScenarios::isRefreshed));
                var took = Duration.ofNanos(System.nanoTime() - healed);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
            }
        }
        assertThat(slowest).as("recovery").isLessThan(Duration.ofSeconds(3));
        assertSoon(trial, answers, Duration.ofMillis(500));
        trial.note("%d kills, slowest recovery %d ms", trial.times(2, 20), slowest.toMillis());
        for (var holder : holders) {
            assertThat(patiently(holder::refresh).status())
                    .as("the newest token given")
                    .isEqualTo(200);
        }
        for (var token : loggedOut) {
            assertThat(patiently(() -> api.refresh("logged out", token)).status())
                    .as("I-6")
                    .isEqualTo(401);
        }
        assertThat(loggedOut).isNotEmpty();
        assertNoAlarm(rig);
    }

    private static boolean isRefreshed(Entry entry) {
        return entry.endpoint().equals("POST /v1/refresh") && entry.outcome() == Outcome.OK;
    }

    /** Somebody else comes after a logout: a login that an outage cut off counts as a failed one, and there are few. */
    private static Holder turn(Api api, Holder holder, int turn, Queue<String> loggedOut) {
        if (turn % 10 == 7) {
            if (holder.logOut().ok()) {
                loggedOut.add(holder.refreshToken());
            }
            return Holder.signUp(api, "rd2");
        }
        holder.refresh();
        return holder;
    }

    static void answer_lost(Trial trial) {
        var rig = trial.rig();
        var holder = Holder.signUp(rig.api(), "rd5");
        var line = rig.line(Service.AUTH, Dependency.REDIS);
        assertThat(holder.refresh().ok()).isTrue();
        int rounds = trial.times(10, 200);
        for (int round = 0; round < rounds; round++) {
            var token = holder.refreshToken();
            var lost = line.once(moment -> moment.isAnswer("EVALSHA") && moment.mentions(FAMILY), () -> Then.SWALLOW);
            assertUnavailable(holder.refresh(), Duration.ofMillis(1_500));
            assertThat(lost).isCompleted();
            line.heal();
            assertThat(holder.refresh().status()).as("round " + round).isEqualTo(200);
            var successor = holder.refreshToken();
            assertThat(rig.api().refresh("rd5", token).text("refresh_token")).isEqualTo(successor);
        }
        trial.note("%d answers lost, %d retries with the one successor", rounds, rounds);
        assertNoAlarm(rig);
    }

    static void full(Trial trial) throws IOException {
        var rig = trial.rig();
        var holder = Holder.signUp(rig.api(), "rd9");
        command(rig, "CONFIG SET maxmemory 1");
        try {
            var newcomer = new Reply[1];
            await().atMost(Duration.ofSeconds(5)).until(() -> {
                newcomer[0] = rig.api().logIn(holder.person());
                return newcomer[0].status() == 503;
            });
            assertThat(newcomer[0].headers()).containsKey("retry-after");
            assertThat(rig.api().me("rd9", holder.accessToken()).status()).isEqualTo(200);
        } finally {
            command(rig, "CONFIG SET maxmemory 0");
        }
        assertThat(patiently(holder::refresh).status())
                .as("the session was kept")
                .isEqualTo(200);
        assertThat(patiently(holder::logIn).status()).isEqualTo(200);
        assertNoAlarm(rig);
    }

    static void reset_storm(Trial trial) throws Exception {
        var rig = trial.rig();
        var holders = IntStream.range(0, 4)
                .mapToObj(i -> Holder.signUp(rig.api(), "rd10"))
                .toList();
        var commands = new AtomicInteger();
        var resets = new AtomicInteger();
        rig.line(Service.AUTH, Dependency.REDIS).trap(moment -> {
            if (moment.direction() == Moment.Direction.REQUEST && commands.incrementAndGet() % 50 == 0) {
                resets.incrementAndGet();
                return Then.RESET;
            }
            return Then.PASS;
        });
        int place = rig.ledger().size();
        int wanted = trial.times(300, 3_000);
        try (var crowd = Crowd.of(holders.size(), client -> holders.get(client).refresh())) {
            assertThat(crowd).isNotNull();
            await().atMost(Duration.ofMinutes(3)).until(() -> rig.ledger().size() - place >= wanted);
        }
        rig.line(Service.AUTH, Dependency.REDIS).heal();
        var entries = rig.ledger().since(place);
        var refused =
                entries.stream().filter(entry -> entry.outcome() != Outcome.OK).count();
        var p99 = percentile(entries, 0.99);
        trial.note(
                "%d refreshes, %d resets, %d refused, p99 %d ms",
                entries.size(), resets.get(), refused, p99.toMillis());
        assertThat(resets.get()).isPositive();
        assertThat(refused * 100.0 / entries.size()).as("of a hundred").isLessThanOrEqualTo(1);
        assertThat(p99).isLessThan(Duration.ofMillis(500));
        assertNoAlarm(rig);
    }

    static void no_counter(Trial trial) throws Exception {
        var rig = trial.rig();
        var holder = Holder.signUp(rig.api(), "rd12");
        rig.redis().kill();
        int place = rig.ledger().size();
        try (var crowd = Crowd.of(8, client -> rig.api().logIn(holder.person(), "not the password"))) {
            assertThat(crowd).isNotNull();
            Thread.sleep(3_000);
        }
        var forgot = rig.api()
                .send(
                        Service.AUTH,
                        "POST",
                        "/v1/password/forgot",
                        null,
                        Map.of("email", holder.person().email()),
                        "rd12");
        assertUnavailable(forgot, Duration.ofSeconds(2));
        var entries = rig.ledger().since(place);
        assertThat(entries).allSatisfy(entry -> assertThat(entry.status()).isEqualTo(503));
        trial.note("%d guesses, none compared", entries.size());
        rig.redis().start();
        assertThat(patiently(holder::logIn).status()).isEqualTo(200);
    }

    private static List<Entry> unknown(Rig rig, int place) {
        return rig.ledger().since(place).stream()
                .filter(entry -> entry.outcome() == Outcome.UNKNOWN)
                .toList();
    }

    /** Nearly all within the limit, and all within 2.5 s: two processors do all of this. */
    private static void assertSoon(Trial trial, List<Entry> refusals, Duration limit) {
        assertThat(refusals).isNotEmpty();
        var most = percentile(refusals, 0.95);
        var all = percentile(refusals, 1);
        trial.note("%d answers of 503, p95 %d ms, max %d ms", refusals.size(), most.toMillis(), all.toMillis());
        assertThat(most).isLessThan(limit);
        assertThat(all).isLessThan(Duration.ofMillis(2_500));
    }

    private static void command(Rig rig, String command) throws IOException {
        var address = URI.create(rig.redisAddress());
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answer.readLine()).isEqualTo("+OK");
        }
    }
}
