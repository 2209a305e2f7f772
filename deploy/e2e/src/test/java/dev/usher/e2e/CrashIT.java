package dev.usher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SIGKILL in the middle of the work, again and again, and then the books are checked (promises §3.1). */
@Tag("short")
class CrashIT {
    /** Fewer where every change has to pass. */
    private static final int KILLS = Integer.getInteger("kills", 20);

    private static final int CLIENTS = 4;
    private static Platform platform;
    private static Client gateway;

    @BeforeAll
    static void up() {
        platform = Platform.start("crash");
        gateway = new Client(platform.gateway());
    }

    @AfterAll
    static void down() {
        platform.close();
    }

    @Test
    void auth_service_killed_under_sign_up_load_loses_nothing() throws Exception {
        var ledger = loadWhileKilling("auth");
        settle(ledger);
        check(ledger, "auth-service");
    }

    @Test
    void notification_service_killed_while_delivering_loses_nothing() throws Exception {
        var ledger = loadWhileKilling("notification");
        settle(ledger);
        check(ledger, "notification-service");
    }

    /** What every client was told. {@code acknowledged} maps e-mail to user id. */
    private record Ledger(Map<String, String> acknowledged, AtomicInteger refused, AtomicInteger unknown) {
        Ledger() {
            this(new ConcurrentHashMap<>(), new AtomicInteger(), new AtomicInteger());
        }
    }

    private static Ledger loadWhileKilling(String service) throws InterruptedException {
        var ledger = new Ledger();
        var running = new AtomicBoolean(true);
        long seed = System.nanoTime();
        System.out.println("SEED of the kills of " + service + ": " + seed);
        var random = new Random(seed);
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> signUpWhile(running, ledger));
            }
            for (int kill = 0; kill < KILLS; kill++) {
                int acknowledged = ledger.acknowledged().size();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> ledger.acknowledged().size() > acknowledged + 3);
                Thread.sleep(random.nextInt(400));
                platform.kill(service);
                int killed = kill;
                await("restart " + killed + " of " + service)
                        .atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> new Client(platform.service(service))
                                        .get("/health/readiness", null)
                                        .status()
                                == 200);
            }
            running.set(false);
        }
        return ledger;
    }

    private static void signUpWhile(AtomicBoolean running, Ledger ledger) {
        while (running.get()) {
            var person = Person.fresh("crash");
            try {
                var answer = gateway.post("/v1/signup", null, person.signUp());
                if (answer.status() == 201) {
                    ledger.acknowledged()
                            .put(
                                    person.email(),
                                    answer.body().path("user").path("id").asText());
                } else if (answer.status() >= 500) {
                    ledger.unknown().incrementAndGet();
                    pause();
                } else {
                    ledger.refused().incrementAndGet();
                }
            } catch (UncheckedIOException unknown) {
                ledger.unknown().incrementAndGet();
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the outbox is empty and every acknowledged sign-up has its mail, or a minute has passed. */
    private static void settle(Ledger ledger) {
        var mailbox = new Mailbox(platform.mailbox());
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> count("select count(*) from outbox where published_at is null") == 0
                        && mailbox.counts()
                                .keySet()
                                .containsAll(ledger.acknowledged().keySet()));
    }

    private static void check(Ledger ledger, String killed) throws Exception {
        assertThat(ledger.refused().get()).isZero();
        assertThat(texts("select id::text from account"))
                .as("I-1: accounts")
                .containsAll(ledger.acknowledged().values());
        assertThat(texts("select key from outbox where type = 'user:signup' group by key having count(*) = 1"))
                .as("I-1: one event each")
                .containsAll(ledger.acknowledged().values());
        var withoutEvent = "select count(*) from account a where not exists"
                + " (select 1 from outbox o where o.key = a.id::text and o.type = 'user:signup')";
        var withoutAccount = "select count(*) from outbox o where o.type = 'user:signup' and not exists"
                + " (select 1 from account a where a.id::text = o.key)";
        assertThat(count(withoutEvent)).as("I-2: accounts without their event").isZero();
        assertThat(count(withoutAccount))
                .as("I-2: events without their account")
                .isZero();

        try (var topic = new Topic(platform.kafka(), "user.signup")) {
            long published = count("select count(*) from outbox where type = 'user:signup'");
            await("I-8")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> topic.deliveries().size() >= published);
            long repeated =
                    topic.deliveries().values().stream().filter(n -> n > 1).count();
            var mails = new TreeMap<>(new Mailbox(platform.mailbox()).counts());
            mails.keySet().retainAll(ledger.acknowledged().keySet());
            assertThat(mails.keySet())
                    .as("I-9")
                    .containsAll(ledger.acknowledged().keySet());
            int copies = mails.values().stream().mapToInt(n -> n - 1).sum();
            System.out.printf(
                    "FIGURE %d x SIGKILL of %s: %d acknowledged, %d unknown, 0 lost, %d events delivered twice, %d extra mails%n",
                    KILLS,
                    killed,
                    ledger.acknowledged().size(),
                    ledger.unknown().get(),
                    repeated,
                    copies);
            assertThat(copies).as("extra mails, each needs a kill inside W-9").isLessThanOrEqualTo(KILLS);
        }
    }

    private static long count(String sql) {
        return Long.parseLong(texts(sql).iterator().next());
    }

    private static Set<String> texts(String sql) {
        try (var connection = platform.database("auth");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var texts = new HashSet<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
