package dev.usher.auth;

import static dev.usher.auth.Person.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.domain.AccountId;
import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Http.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** The service over HTTP, with a line to the real Redis that breaks. */
class RedisFaultsTest {
    private static Line line;
    private static AuthApp app;

    @BeforeAll
    static void start() {
        line = new Line(URI.create(Backends.redisUrl()));
        app = AuthApp.start(Map.of("usher.redis.url", "redis://127.0.0.1:" + line.port()));
    }

    @AfterAll
    static void stop() throws IOException {
        app.close();
        line.close();
    }

    @AfterEach
    void heal() {
        line.heals();
    }

    private static List<String> events(Person person) {
        return new AuthDatabase(app.database()).events(new AccountId(UUID.fromString(person.id())));
    }

    private static Answer refreshed(Person person, String token) {
        var answer = person.refresh(token);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static String next(Answer answer) {
        return answer.json().get("refresh_token").textValue();
    }

    @Test
    void f_rd_5_w_11_a_lost_answer_is_503_and_the_retry_gets_the_one_successor() {
        var person = Person.signUp(app.http());
        var token = person.refresh();
        for (var round = 0; round < 10; round++) {
            line.losesAnswers();
            assertProblem(person.refresh(token), 503, "unavailable");
            line.heals();
            var successor = next(refreshed(person, token));
            assertThat(next(refreshed(person, token))).isEqualTo(successor);
            token = successor;
        }
        assertThat(events(person)).containsExactly("user:signup");
    }

    @Test
    void f_rd_3_while_redis_hangs_everything_is_refused_soon_and_nothing_piles_up() throws Exception {
        var person = Person.signUp(app.http());
        line.hangs();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Answer>>();
            for (var i = 0; i < 20; i++) {
                answers.add(threads.submit(() -> person.refresh(person.refresh())));
            }
            for (var answer : answers) {
                assertProblem(answer.get(), 503, "unavailable");
                assertThat(answer.get().header("Retry-After")).isEqualTo("1");
            }
        }
        var before = System.nanoTime();
        assertProblem(person.refresh(person.refresh()), 503, "unavailable");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        assertThat(person.bearer().get("/v1/me").status()).isEqualTo(200);
        line.heals();
        refreshed(person, person.refresh());
        assertThat(events(person)).containsExactly("user:signup");
    }

    @Test
    void f_rd_10_cut_connections_are_replaced_without_a_word_to_the_client() {
        var person = Person.signUp(app.http());
        var token = person.refresh();
        for (var i = 0; i < 20; i++) {
            line.cut();
            token = next(refreshed(person, token));
        }
    }

    @Test
    void f_rd_8_after_a_flush_people_log_in_again_and_their_access_tokens_live_on() {
        var person = Person.signUp(app.http());
        try (var redis = RedisClient.create(Backends.redisUrl())) {
            redis.flushAll();
        }
        assertProblem(person.refresh(person.refresh()), 401, "invalid-token");
        assertThat(person.bearer().get("/v1/me").status()).isEqualTo(200);
        refreshed(person, person.logIn().get("refresh_token").textValue());
        assertThat(events(person)).containsExactly("user:signup");
    }

    @Test
    void a_late_step_of_a_sign_up_that_was_refused_makes_no_session() {
        line.losesAnswers();
        var address = AuthApp.newAddress();
        assertProblem(app.http().post("/v1/signup", Person.form(address)), 503, "unavailable");
        line.heals();
        assertThat(app.http().post("/v1/signup", Person.form(address)).status()).isEqualTo(201);
        assertThat(new AuthDatabase(app.database())
                        .texts(
                                "select count(*) from session s join account a on a.id = s.user_id"
                                        + " where a.email_key = ?",
                                address))
                .containsExactly("1");
    }
}
