package dev.usher.e2e.rig;

import static dev.usher.e2e.rig.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.e2e.Person;
import dev.usher.kernel.testing.ServerProcess;
import dev.usher.local.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A service of ours that ends, dies, stops for a while or runs out of something. */
final class ProcessRows {
    static final List<Row> ROWS = List.of(
            row("F-OP-1", "SIGTERM under load: what was begun is answered, exit within 10 s")
                    .inSuite("shared-kernel", "ServiceMainTest", "starts_without_its_database_and_finishes")
                    .full(ProcessRows::told_to_stop),
            row("F-OP-2", "SIGKILL under load: nothing acknowledged is lost, ready again within 5 s")
                    .fast(ProcessRows::killed),
            row("F-OP-3", "held for 15 s: no lease that has ended is acted on")
                    .inSuite("notification-service", "SendMailTest", "a_sender_that_lost_its_lease")
                    .inSuite("shared-kernel", "OutboxRelayTest", "another_relay_takes_over")
                    .full(Setup.ALL.replicas(Service.AUTH, 2).replicas(Service.NOTIFICATION, 2), ProcessRows::held),
            row("F-OP-4", "out of memory: the process ends and can be started again")
                    .full(Setup.of(Service.AUTH), ProcessRows::out_of_memory),
            row("F-OP-5", "out of file handles: it goes on when there are some again")
                    .full(Setup.of(Service.AUTH), ProcessRows::out_of_files),
            row("F-OP-6", "a bad configuration does not start and says why in one line")
                    .inSuite("auth-service", "AuthSettingsTest", "f_op_6_")
                    .inSuite("notification-service", "NotificationSettingsTest", "f_op_6_")
                    .inSuite("shared-kernel", "SealedTextTest", "f_op_6_")
                    .inSuite("shared-kernel", "ServiceMainTest", "says_in_one_line_why")
                    .full(Setup.of(Service.AUTH), ProcessRows::badly_told),
            row("F-OP-7", "two versions side by side: no errors, both read both versions of events"));

    private ProcessRows() {}

    private static Workload work(Trial trial, int clients) {
        return Workload.start(trial.rig(), trial.seed(), clients, Duration.ofMillis(20));
    }

    private static void told_to_stop(Trial trial) throws Exception {
        var rig = trial.rig();
        var random = trial.random();
        var stops = new ArrayList<Long>();
        long cut = 0;
        int times = trial.times(2, 50);
        try (var work = work(trial, 4)) {
            for (int i = 0; i < times; i++) {
                var replica = rig.replicas().get(i % rig.replicas().size());
                Thread.sleep(random.nextInt(200, 700));
                long told = System.nanoTime();
                stops.add(replica.stop().toMillis());
                long gone = System.nanoTime();
                cut += rig.ledger()
                        .such(entry -> entry.outcome() == Ledger.Outcome.UNKNOWN
                                && entry.status() == 0
                                && entry.end() > told
                                && entry.end() < gone)
                        .count();
                assertThat(replica.process().process().exitValue())
                        .as("exit of " + replica)
                        .isIn(0, 143);
                replica.start();
            }
            work.finish();
            trial.note(
                    "%d times; exit after at most %d ms; %d requests begun and not answered",
                    times, stops.stream().mapToLong(Long::longValue).max().orElseThrow(), cut);
            trial.note(Books.check(rig, work, times));
        }
        assertThat(stops).allSatisfy(stop -> assertThat(stop).isLessThanOrEqualTo(10_000));
        assertThat(cut).as("requests begun and not answered").isZero();
    }

    private static void killed(Trial trial) throws Exception {
        var rig = trial.rig();
        var random = trial.random();
        int times = trial.times(2, 100);
        var starts = new ArrayList<Long>();
        // The two that write most first: the short run has only them.
        var turns = List.of(Service.AUTH, Service.NOTIFICATION, Service.PROFILE, Service.CATALOG);
        try (var work = work(trial, 4)) {
            for (int i = 0; i < times; i++) {
                var service = turns.get(i % turns.size());
                Thread.sleep(random.nextInt(200, 1_000));
                rig.replica(service).kill();
                starts.add(rig.replica(service).start().toMillis());
            }
            work.finish();
            starts.sort(null);
            trial.note(
                    "%d kills; ready again after %d ms (median), %d ms at most",
                    times, starts.get(starts.size() / 2), starts.getLast());
            trial.note(Books.check(rig, work, times));
        }
    }

    /** One of two replicas of auth and of notification stands still, longer than a request waits, and goes on. */
    private static void held(Trial trial) throws Exception {
        var rig = trial.rig();
        int times = trial.times(1, 4);
        try (var work = work(trial, 4)) {
            for (int i = 0; i < times; i++) {
                var auth = rig.replicas(Service.AUTH).get(i % 2);
                var sender = rig.replicas(Service.NOTIFICATION).get(i % 2);
                Thread.sleep(1_000);
                auth.pause();
                sender.pause();
                Thread.sleep(15_000);
                auth.resume();
                sender.resume();
                Thread.sleep(2_000);
            }
            work.finish();
            trial.note("%d times 15 s", times);
            // A mail whose sender stood still between the dot and the record is a copy in W-9.
            trial.note(Books.check(rig, work, 4 * times));
        }
    }

    /** A heap that is too small for its own start: no flood of requests fills one that is not (Z-7). */
    private static void out_of_memory(Trial trial) throws Exception {
        var rig = trial.rig();
        var auth = rig.replica(Service.AUTH);
        auth.stop();
        auth.environment(auth.environment(), "-Xmx20m");
        auth.launch();
        assertThat(auth.process().process().waitFor(60, TimeUnit.SECONDS))
                .as("it ended by itself")
                .isTrue();
        assertThat(auth.process().process().exitValue())
                .as("ExitOnOutOfMemoryError")
                .isEqualTo(3);
        auth.environment(auth.environment());
        var ready = auth.start();
        trial.note("exit 3, ready %d ms after the next start", ready.toMillis());
        assertThat(rig.api().signUp(Person.fresh("memory")).ok()).isTrue();
    }

    private static void out_of_files(Trial trial) throws Exception {
        var rig = trial.rig();
        var auth = rig.replica(Service.AUTH);
        int limit = Handles.of(auth).files() + 40;
        prlimit(auth, limit);
        var idle = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 200; i++) {
                idle.add(new Socket(InetAddress.getLoopbackAddress(), auth.port()));
            }
            Thread.sleep(1_000);
            assertThat(Handles.of(auth).files()).as("open files").isBetween(limit - 5, limit);
        } finally {
            for (var socket : idle) {
                socket.close();
            }
        }
        var recovered = trial.until(
                "a sign-up",
                Duration.ofSeconds(5),
                () -> rig.api().signUp(Person.fresh("files")).ok());
        trial.note("full at %d files, served again after %d ms", limit, recovered.toMillis());
    }

    private static void prlimit(Child child, int files) throws IOException, InterruptedException {
        var status = new ProcessBuilder("prlimit", "--pid", "" + child.pid(), "--nofile=" + files + ":" + files)
                .inheritIO()
                .start()
                .waitFor();
        assertThat(status).as("prlimit").isZero();
    }

    /** Each replaces one variable of a good environment; empty is none. */
    private static final List<Map.Entry<String, String>> BROKEN = List.of(
            Map.entry("DATABASE_URL", ""),
            Map.entry("DATABASE_USERNAME", ""),
            Map.entry("DATABASE_PASSWORD", ""),
            Map.entry("DATABASE_URL", "mysql://127.0.0.1/usher"),
            Map.entry("REDIS_URL", ""),
            Map.entry("REDIS_URL", "http://127.0.0.1"),
            Map.entry("KAFKA_BOOTSTRAP_SERVERS", ""),
            Map.entry("ISSUER", ""),
            Map.entry("AUDIENCE", ""),
            Map.entry("SIGNING_KEYS_PATH", ""),
            Map.entry("SIGNING_KEYS_PATH", "/no/such/file.json"),
            Map.entry("MAIL_TOKEN_KEY", ""),
            Map.entry("MAIL_TOKEN_KEY", "c2hvcnQ="),
            Map.entry("PASSWORD_PEPPER", ""),
            Map.entry("PASSWORD_PEPPER", "short"),
            Map.entry("SERVER_PORT", "http"),
            Map.entry("SIGNUP_MODE", "closed"),
            Map.entry("BCRYPT_COST", "4"),
            Map.entry("ACCESS_TOKEN_LIFETIME", "soon"),
            Map.entry("TRUSTED_PROXIES", "everybody"));

    private static void badly_told(Trial trial) throws Exception {
        var rig = trial.rig();
        var auth = rig.replica(Service.AUTH);
        auth.stop();
        var good = auth.environment();
        long slowest = 0;
        for (var broken : BROKEN) {
            var environment = new HashMap<>(good);
            environment.put(broken.getKey(), broken.getValue());
            auth.environment(environment);
            long before = Files.size(auth.log());
            long began = System.nanoTime();
            auth.launch();
            var process = auth.process();
            assertThat(process.process().waitFor(20, TimeUnit.SECONDS))
                    .as(broken + " ended")
                    .isTrue();
            slowest = Math.max(slowest, System.nanoTime() - began);
            assertThat(process.process().exitValue()).as(broken.toString()).isNotZero();
            var said = said(process, before);
            assertThat(said.lines().toList().getLast()).as(broken.toString()).startsWith("auth-service cannot start: ");
            assertThat(said)
                    .as(broken.toString())
                    .doesNotContain(good.getOrDefault("PASSWORD_PEPPER", "?"), "Exception", "\tat ");
        }
        auth.environment(good);
        auth.start();
        trial.note("%d broken configurations, slowest refusal after %d ms", BROKEN.size(), slowest / 1_000_000);
    }

    /** What the process wrote, without what the JVM says about itself. */
    private static String said(ServerProcess process, long from) throws IOException {
        var all = Files.readAllBytes(process.log());
        return new String(all, (int) from, all.length - (int) from, java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("WARNING:"))
                .collect(java.util.stream.Collectors.joining("\n"));
    }
}
