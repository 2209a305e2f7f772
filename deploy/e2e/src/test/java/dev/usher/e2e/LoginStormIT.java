package dev.usher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three times more logins than the machine can hash hurt nobody who is logged in (design §5.3, A-131). */
@Tag("full")
class LoginStormIT {
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static Platform platform;
    private static Client gateway;
    /** Of one account no more than ten logins are looked at at a time. */
    private static final List<Person> PEOPLE =
            Stream.generate(() -> Person.fresh("storm")).limit(40).toList();

    private static final AtomicInteger TURN = new AtomicInteger();

    @BeforeAll
    static void up() {
        platform = Platform.start("storm");
        gateway = new Client(platform.gateway());
        PEOPLE.forEach(person -> assertThat(
                        gateway.post("/v1/signup", null, person.signUp()).status())
                .isEqualTo(201));
    }

    @AfterAll
    static void down() {
        platform.close();
    }

    @Test
    void A_131_refresh_and_me_keep_their_speed_in_a_login_storm() throws Exception {
        everydayLoad("warm-up", Duration.ofSeconds(5));
        var idle = everydayLoad("idle", MEASURED);
        double capacity = capacity();
        var storm = new Storm(3 * capacity);
        storm.start();
        Thread.sleep(2_000);
        var busy = everydayLoad("storm", MEASURED);
        storm.stop();
        storm.report(capacity);
        System.out.printf(
                "FIGURE login storm: p99 ratio refresh %.2f, me %.2f%n",
                busy.refresh().p99Millis() / idle.refresh().p99Millis(),
                busy.me().p99Millis() / idle.me().p99Millis());
        assertThat(busy.refresh().p99Millis())
                .isLessThanOrEqualTo(3 * idle.refresh().p99Millis());
        assertThat(busy.me().p99Millis()).isLessThanOrEqualTo(3 * idle.me().p99Millis());
        assertThat(Figures.ofNanos(storm.refused).p99Millis())
                .as("refused logins")
                .isLessThanOrEqualTo(100);
    }

    private record Everyday(Figures refresh, Figures me) {}

    /** One user who asks and refreshes in turn, 20 times a second. */
    private static Everyday everydayLoad(String phase, Duration duration) throws InterruptedException {
        var tokens = gateway.post("/v1/signup", null, Person.fresh("everyday").signUp());
        assertThat(tokens.status()).isIn(201, 503);
        while (tokens.status() == 503) {
            Thread.sleep(100);
            tokens = gateway.post("/v1/signup", null, Person.fresh("everyday").signUp());
        }
        var access = tokens.text("access_token");
        var refresh = tokens.text("refresh_token");
        Queue<Long> refreshes = new ConcurrentLinkedQueue<>();
        Queue<Long> mes = new ConcurrentLinkedQueue<>();
        long until = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < until) {
            long start = System.nanoTime();
            assertThat(gateway.get("/v1/me", access).status()).isEqualTo(200);
            mes.add(System.nanoTime() - start);
            start = System.nanoTime();
            var answer = Refreshes.refresh(gateway, refresh);
            assertThat(answer.status()).isEqualTo(200);
            refreshes.add(System.nanoTime() - start);
            access = answer.text("access_token");
            refresh = answer.text("refresh_token");
            Thread.sleep(50);
        }
        var everyday = new Everyday(Figures.ofNanos(refreshes), Figures.ofNanos(mes));
        everyday.refresh().print("refresh, " + phase);
        everyday.me().print("me, " + phase);
        return everyday;
    }

    private static int logIn() {
        var person = PEOPLE.get(Math.floorMod(TURN.getAndIncrement(), PEOPLE.size()));
        return gateway.post("/v1/login", null, person.logIn()).status();
    }

    /** Logins a second when as many wait as there are threads that hash. */
    private static double capacity() throws InterruptedException {
        var done = new AtomicInteger();
        var running = new AtomicBoolean(true);
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                threads.execute(() -> {
                    while (running.get()) {
                        if (logIn() == 200) {
                            done.incrementAndGet();
                        }
                    }
                });
            }
            Thread.sleep(5_000);
            running.set(false);
        }
        return done.get() * 1e9 / (System.nanoTime() - start);
    }

    /** Open loop: a login is due at its time whether or not the one before was answered. */
    private static final class Storm {
        private final Queue<Long> refused = new ConcurrentLinkedQueue<>();
        private final Queue<Long> granted = new ConcurrentLinkedQueue<>();
        private final AtomicInteger other = new AtomicInteger();
        private final double rate;
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private @Nullable Future<?> ticking;

        Storm(double rate) {
            this.rate = rate;
        }

        void start() {
            ticking = clock.scheduleAtFixedRate(
                    () -> threads.execute(this::logIn), 0, (long) (1_000_000 / rate), TimeUnit.MICROSECONDS);
        }

        private void logIn() {
            long start = System.nanoTime();
            int status = LoginStormIT.logIn();
            long took = System.nanoTime() - start;
            switch (status) {
                case 200 -> granted.add(took);
                case 503 -> refused.add(took);
                default -> other.incrementAndGet();
            }
        }

        void stop() throws InterruptedException {
            assertThat(ticking).as("nothing went wrong while it blew").isNotDone();
            clock.shutdownNow();
            threads.shutdown();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }

        void report(double capacity) {
            System.out.printf(
                    "FIGURE login storm: %.0f logins/s offered at a capacity of %.0f/s: %d granted, %d refused, %d other%n",
                    rate, capacity, granted.size(), refused.size(), other.get());
            assertThat(other).hasValue(0);
            assertThat(refused).isNotEmpty();
            Figures.ofNanos(refused).print("refused login, storm");
            Figures.ofNanos(granted).print("granted login, storm");
        }
    }
}
