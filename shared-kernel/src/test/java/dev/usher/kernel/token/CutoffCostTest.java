package dev.usher.kernel.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.TestIssuer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What 100 000 cut-offs cost in memory and at each use of a token, and that a remembered token is no loophole. */
class CutoffCostTest {
    private static final int MANY = 100_000;
    private static final int TOKENS = 1_000;
    private static final int ROUNDS = 2_000;

    private final TestIssuer issuer = new TestIssuer();
    private final TokenSettings settings = new TokenSettings(
            issuer.issuer(), issuer.audience(), null, List.of("ES256"), Duration.ofHours(1), Duration.ofSeconds(30));
    private final CutoffFeed feed = new CutoffFeed(settings, Clock.systemUTC());
    private final AccessTokenVerifier verifier = new AccessTokenVerifier(
            kid -> Optional.of(VerificationKey.of(issuer.key())), settings, feed, Clock.systemUTC());

    @AfterEach
    void stop() {
        issuer.close();
    }

    private static Instant soon() {
        return Instant.now().plus(Duration.ofMinutes(15));
    }

    private static void fill(CutoffFeed feed) {
        for (int i = 0; i < MANY / 2; i++) {
            feed.apply(Cutoff.ofSession(UUID.randomUUID(), UUID.randomUUID(), soon()));
            feed.apply(Cutoff.ofUser(UUID.randomUUID(), i, soon()));
        }
    }

    /** The median of five, because the tests before this one have left threads that take and give memory too. */
    @Test
    void a_hundred_thousand_fit_into_ten_megabytes() {
        var feeds = new ArrayList<CutoffFeed>();
        var bytes = new long[5];
        for (int i = 0; i < bytes.length; i++) {
            long before = used();
            var another = new CutoffFeed(settings, Clock.systemUTC());
            fill(another);
            feeds.add(another);
            bytes[i] = (used() - before) / MANY;
        }
        Arrays.sort(bytes);
        System.out.printf("cut-off: %d bytes each, %d of them in memory%n", bytes[2], MANY);
        assertThat(feeds).allSatisfy(filled -> {
            assertThat(filled.cutoffs().users()).isEqualTo(MANY / 2);
            assertThat(filled.cutoffs().sessions()).isEqualTo(MANY / 2);
        });
        assertThat(bytes[2]).isBetween(10L, 110L);
    }

    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }

    @Test
    void asking_a_hundred_thousand_costs_nanoseconds() {
        var tokens = new ArrayList<String>();
        for (int i = 0; i < TOKENS; i++) {
            tokens.add(issuer.token(UUID.randomUUID()));
        }
        tokens.forEach(token -> assertThat(verifier.verify(token).isPresent()).isTrue());
        long empty = nanosEach(tokens);
        fill(feed);
        long full = nanosEach(tokens);
        System.out.printf(
                "cut-off: verifying a known token takes %d ns without cut-offs, %d ns with %d%n", empty, full, MANY);
        assertThat(full < 5_000).as(full + " ns").isTrue();
    }

    private long nanosEach(List<String> tokens) {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (var token : tokens) {
                if (verifier.verify(token).isEmpty()) {
                    throw new AssertionError("refused");
                }
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        return best / tokens.size();
    }

    /** I-6: once a cut-off is applied, no use that starts after it succeeds, remembered or being verified right now. */
    @Test
    void a_remembered_token_does_not_outlive_its_cutoff() throws InterruptedException {
        var survivors = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 200; round++) {
                var user = UUID.randomUUID();
                var token = issuer.token(user);
                if (round % 2 == 0) {
                    assertThat(verifier.verify(token).isPresent()).isTrue();
                }
                var cut = new AtomicBoolean();
                for (int i = 0; i < 4; i++) {
                    threads.execute(() -> {
                        for (boolean known = false; !known; ) {
                            known = cut.get();
                            var alive = verifier.remembered(token) != null
                                    || verifier.verify(token).isPresent();
                            if (known && alive) {
                                survivors.incrementAndGet();
                            }
                        }
                    });
                }
                feed.apply(Cutoff.ofUser(user, 1, soon()));
                cut.set(true);
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(survivors.get()).isEqualTo(0);
    }
}
