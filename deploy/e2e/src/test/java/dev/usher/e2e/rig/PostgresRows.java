package dev.usher.e2e.rig;

import static dev.usher.e2e.rig.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.e2e.Person;
import dev.usher.e2e.rig.Trap.Then;
import dev.usher.local.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** PostgreSQL down, dying, hanging and refusing. */
final class PostgresRows {
    static final List<Row> ROWS = List.of(
            row("F-PG-1", "down at the start: it starts, is not ready, and is ready soon after the database came")
                    .inSuite("auth-service", "OutagesTest", "f_pg_1_")
                    .inSuite("shared-kernel", "DatabaseOutageTest", "a_service_starts_without_its_database"),
            row("F-PG-2", "dies in the middle: nothing half-written, nothing acknowledged lost")
                    .inSuite("shared-kernel", "DatabaseOutageTest", "a_killed_database_costs_seconds")
                    .full(PostgresRows::dies),
            row("F-PG-3", "hangs: 503 within 2.5 s, nothing piles up")
                    .inSuite("shared-kernel", "DatabaseOutageTest", "a_database_that_hangs")
                    .full(Hanging.of(Dependency.POSTGRES)),
            row("F-PG-4", "slow: slower answers, none over 5 s"),
            row("F-PG-5", "refuses: tried again or 503, never 500")
                    .inSuite("shared-kernel", "DatabaseOutageTest", "a_database_that_refuses")
                    .inSuite("shared-kernel", "TransactionsTest", "a_"),
            row("F-PG-6", "restarts: at most 3 s of 503 once it is back").full(PostgresRows::restarts),
            row("F-PG-7", "the answer to COMMIT is lost: 503, and the same sign-up again makes no second account")
                    .fast(PostgresRows::lost_commit),
            row("F-PG-8", "pool exhausted: 503 soon; health, keys and logout go on")
                    .inSuite("shared-kernel", "DatabaseOutageTest", "a_full_pool")
                    .full(PostgresRows::pool_exhausted),
            row("F-PG-9", "disk full: writes 503, reads go on, nothing acknowledged is lost"),
            row("F-PG-10", "a stale restore: nothing breaks on what is gone"),
            row("F-PG-11", "the clock of the database counts for no expiry"),
            row("F-PG-12", "a migration that is killed is completed, and of two replicas one migrates")
                    .inSuite("shared-kernel", "MigrationsTest", "of_two_that_start_at_once")
                    .inSuite("shared-kernel", "MigrationsTest", "a_process_killed_in_the_middle")
                    .full(Setup.of(Service.AUTH).replicas(Service.AUTH, 2), PostgresRows::killed_while_migrating));

    private static final Duration RECOVERY = Duration.ofSeconds(5);

    private PostgresRows() {}

    private static void dies(Trial trial) throws Exception {
        var rig = trial.rig();
        var random = trial.random();
        var probe = Person.fresh("probe");
        assertThat(rig.api().signUp(probe).ok()).isTrue();
        int kills = trial.times(2, 20);
        var recoveries = new ArrayList<Duration>();
        try (var work = Workload.start(rig, trial.seed(), 6, Duration.ofMillis(20))) {
            for (int kill = 0; kill < kills; kill++) {
                Thread.sleep(random.nextInt(500, 2_000));
                rig.postgres().kill();
                Thread.sleep(random.nextInt(100, 1_000));
                rig.postgres().start();
                recoveries.add(trial.until(
                        "a login after kill " + kill,
                        RECOVERY,
                        () -> rig.api().logIn(probe).ok()));
            }
            work.finish();
            trial.note("%d kills, recovered in at most %s ms", kills, slowest(recoveries));
            trial.note(Books.check(rig, work, 0));
        }
    }

    private static long slowest(List<Duration> times) {
        return times.stream().mapToLong(Duration::toMillis).max().orElseThrow();
    }

    private static void restarts(Trial trial) throws Exception {
        var rig = trial.rig();
        try (var work = Workload.start(rig, trial.seed(), 6, Duration.ofMillis(20))) {
            for (int restart = 0; restart < 3; restart++) {
                Thread.sleep(1_000);
                rig.postgres().restart();
                long back = System.nanoTime();
                Thread.sleep(5_000);
                var last = rig.ledger()
                        .such(entry -> entry.outcome() == Ledger.Outcome.UNKNOWN && entry.start() > back)
                        .mapToLong(Ledger.Entry::end)
                        .max()
                        .orElse(back);
                trial.note("restart %d: last 503 %d ms after it was back", restart + 1, (last - back) / 1_000_000);
                assertThat(Duration.ofNanos(last - back)).isLessThanOrEqualTo(Duration.ofSeconds(3));
            }
            work.finish();
            trial.note(Books.check(rig, work, 0));
        }
    }

    /** Somebody holds the table that every login reads: those who come first wait for it, the others for a connection. */
    private static void pool_exhausted(Trial trial) throws Exception {
        var rig = trial.rig();
        var api = rig.api();
        var person = Person.fresh("pool");
        var tokens = api.signUp(person);
        assertThat(tokens.ok()).isTrue();
        int from = rig.ledger().size();
        try (var connection = rig.database(Service.AUTH).dataSource().getConnection();
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("lock table account in access exclusive mode");
            var running = new AtomicBoolean(true);
            for (int client = 0; client < 50; client++) {
                clients.execute(() -> {
                    // Each its own: of one account's attempts only ten may be under way.
                    var stranger = Person.fresh("stranger");
                    while (running.get()) {
                        api.logIn(stranger);
                    }
                });
            }
            Thread.sleep(2_000);
            for (int i = 0; i < 10; i++) {
                var keys = api.send(Service.AUTH, "GET", "/.well-known/jwks.json", null, null, "keys");
                assertThat(keys.ok()).isTrue();
                assertThat(keys.took()).isLessThan(Duration.ofSeconds(1));
                assertThat(rig.replica(Service.AUTH).isReady()).isTrue();
                assertThat(api.logOut(person.email(), tokens.text("refresh_token"))
                                .took())
                        .isLessThan(Duration.ofMillis(2_500));
            }
            running.set(false);
            connection.rollback();
        }
        var refused = rig.ledger().since(from).stream()
                .filter(entry -> entry.endpoint().endsWith("login") && entry.status() == 503)
                .map(entry -> entry.took().toMillis())
                .sorted()
                .toList();
        assertThat(refused).isNotEmpty();
        assertThat(refused.getLast()).as("slowest 503").isLessThanOrEqualTo(2_500);
        trial.note(
                "%d logins refused, half of them within %d ms, all within %d ms",
                refused.size(), refused.get(refused.size() / 2), refused.getLast());
        trial.note(
                "a login %d ms after the lock",
                trial.until(
                                "a login",
                                Duration.ofSeconds(2),
                                () -> api.logIn(person).ok())
                        .toMillis());
    }

    /** Two replicas start at once on an empty database, and the one that migrates dies in the middle. */
    private static void killed_while_migrating(Trial trial) throws Exception {
        var rig = trial.rig();
        var both = rig.replicas(Service.AUTH);
        for (int i = 0; i < trial.times(1, 5); i++) {
            both.forEach(Replica::stop);
            rig.emptyDatabase(Service.AUTH);
            var deaths = both.stream()
                    .map(replica -> replica.line(Dependency.POSTGRES)
                            .once(
                                    moment -> moment.direction() == Moment.Direction.REQUEST
                                            && moment.mentions("create table one_time_token"),
                                    () -> {
                                        replica.kill();
                                        return Then.RESET;
                                    }))
                    .toList();
            both.forEach(Replica::launch);
            CompletableFuture.anyOf(deaths.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
            both.forEach(replica -> replica.line(Dependency.POSTGRES).heal());
            long dead = System.nanoTime();
            for (var replica : both) {
                if (!replica.isAlive()) {
                    replica.launch();
                }
                replica.awaitReady(Duration.ofSeconds(60));
            }
            trial.note("both ready %.1f s after the death", (System.nanoTime() - dead) / 1e9);
            var database = rig.database(Service.AUTH);
            assertThat(Sql.count(database, "select count(*) from flyway_schema_history where not success"))
                    .isZero();
            assertThat(Sql.count(database, "select count(*) - count(distinct version) from flyway_schema_history"))
                    .isZero();
            assertThat(rig.api().signUp(Person.fresh("migrated")).ok()).isTrue();
        }
    }

    private static void lost_commit(Trial trial) {
        var rig = trial.rig();
        var api = rig.api();
        int times = trial.times(5, 50);
        for (int i = 0; i < times; i++) {
            var person = Person.fresh("lost-commit");
            var lost = rig.line(Service.AUTH, Dependency.POSTGRES)
                    .once(
                            moment -> moment.isAnswer("COMMIT") && moment.mentions("insert into account"),
                            () -> Then.RESET);
            assertThat(api.signUp(person).status()).isEqualTo(503);
            assertThat(lost).isDone();
            assertThat(api.signUp(person).status()).as("the same again").isEqualTo(409);
            assertThat(api.logIn(person).status()).isEqualTo(200);
            WindowRows.assertSignedUpOnce(rig, person);
        }
        trial.note("%d answers lost, each with one account and one event", times);
    }
}
