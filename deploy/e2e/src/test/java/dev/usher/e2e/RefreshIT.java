package dev.usher.e2e;

import static dev.usher.e2e.Refreshes.atOnce;
import static dev.usher.e2e.Refreshes.refresh;
import static dev.usher.e2e.Refreshes.refreshed;
import static dev.usher.e2e.Refreshes.rounds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The refresh state machine (promises §2) on two replicas, often enough that a rare mistake shows. */
@Tag("full")
class RefreshIT {
    private static final int AT_A_TIME = 4;
    private static Platform platform;
    private static Client gateway;

    @BeforeAll
    static void up() {
        platform = Platform.start("refresh", "--replicas", "2");
        gateway = new Client(platform.gateway());
    }

    @AfterAll
    static void down() {
        platform.close();
    }

    private static String signUp() {
        var answer = gateway.post("/v1/signup", null, Person.fresh("refresh").signUp());
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.text("refresh_token");
    }

    @Test
    void S_20_S_21_a_hundred_uses_at_once_rotate_once_and_revoke_nothing() throws Exception {
        var token = signUp();
        var refused = new AtomicInteger();
        var successors = new HashSet<String>();
        for (int round = 1; round <= 200; round++) {
            var presented = token;
            var given = new HashSet<>(atOnce(100, () -> patientlyRefreshed(presented, refused)));
            assertThat(given).as("round " + round).hasSize(1).doesNotContain(presented);
            successors.addAll(given);
            token = given.iterator().next();
        }
        assertThat(successors).hasSize(200);
        assertThat(newestGeneration()).as("rotations").isEqualTo(201);
        System.out.printf(
                "FIGURE 200 rounds x 100 refreshes at once on 2 replicas: %d rotations, %d successors,"
                        + " 0 false revocations, %d answers of 503 and then the same successor%n",
                newestGeneration() - 1, successors.size(), refused.get());
    }

    /** What a client does: a 503 says that nobody knows, and the same token goes again (S-27). */
    private static String patientlyRefreshed(String token, AtomicInteger refused) throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            var answer = refresh(gateway, token);
            if (answer.status() != 503 || attempt == 5) {
                assertThat(answer.status()).isEqualTo(200);
                return answer.text("refresh_token");
            }
            refused.incrementAndGet();
            Thread.sleep(200);
        }
    }

    private static int newestGeneration() throws SQLException {
        try (var connection = platform.database("auth");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select max(generation) from session")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void S_27_every_lost_answer_is_recovered_by_a_retry() throws Exception {
        var recovered = new AtomicInteger();
        rounds(50, AT_A_TIME, chain -> {
            var token = signUp();
            for (int loss = 0; loss < 20; loss++) {
                try {
                    Refreshes.sendAndHangUp(platform.service("auth"), token);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                token = refreshed(gateway, token);
                recovered.incrementAndGet();
            }
            refreshed(gateway, token);
        });
        System.out.printf("FIGURE lost answers: %d of 1000 recovered by a retry%n", recovered.get());
        assertThat(recovered).hasValue(1000);
    }

    @Test
    void S_23_every_replay_of_an_older_generation_ends_the_family() throws Exception {
        Queue<Long> deadAfter = new ConcurrentLinkedQueue<>();
        rounds(1000, AT_A_TIME, round -> {
            var oldest = signUp();
            var older = refreshed(gateway, oldest);
            var current = refreshed(gateway, older);
            if (round % 2 == 1) {
                current = refreshed(gateway, current);
            }
            assertThat(refresh(gateway, oldest).status()).isEqualTo(401);
            long replayed = System.nanoTime();
            assertThat(refresh(gateway, current).status()).isEqualTo(401);
            deadAfter.add(System.nanoTime() - replayed);
        });
        var figures = Figures.ofNanos(deadAfter);
        figures.print("replay answered to the current token refused");
        assertThat(figures.count()).isEqualTo(1000);
        assertThat(figures.p99Millis())
                .as("the first refusal, its own round trip included")
                .isLessThanOrEqualTo(100);
    }
}
