package dev.usher.auth.adapter.out.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.AuthApp;
import dev.usher.auth.Person;
import dev.usher.kernel.testing.Http.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two replicas on one Redis, and many who guess the password of one account, all at once and each from elsewhere. */
class GuessingBurstTest {
    private final AuthApp running = AuthApp.running();
    private final Person owner = Person.signUp(running.http());

    private AuthApp replica() {
        return AuthApp.start(
                running.database(),
                Map.of("auth.signing-keys-path", running.signingKeys(), "usher.web.trusted-proxies", "127.0.0.1"));
    }

    @Test
    void of_two_hundred_guesses_at_once_on_two_replicas_ten_reach_the_hash() throws Exception {
        try (var one = replica();
                var other = replica()) {
            for (var status : guesses(List.of(one, other))) {
                // Beyond what the pools hold, an outage is an honest answer.
                assertThat(status).isIn(401, 429, 503);
            }
            assertThat(hashed(one) + hashed(other)).isEqualTo(10);
            // The owner is where the account was made.
            assertThat(owner.logIn(Person.PASSWORD).status()).isEqualTo(200);
        }
    }

    private List<Integer> guesses(List<AuthApp> replicas) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Answer>>();
            for (var i = 0; i < 200; i++) {
                var replica = replicas.get(i % 2).http().with("X-Forwarded-For", "203.0.113." + i);
                answers.add(threads.submit(() ->
                        replica.post("/v1/login", Map.of("email", owner.email(), "password", "not the password"))));
            }
            var statuses = new ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get().status());
            }
            return statuses;
        }
    }

    /** A thread notes what it has done a moment after it has handed it over. */
    private static long hashed(AuthApp replica) throws InterruptedException {
        Thread.sleep(Duration.ofMillis(200));
        return replica.bean(HashingPool.class).completed();
    }
}
