package dev.usher.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.Traces;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Nothing about somebody who has left is kept: not in a row of any table, once what was published has been pruned. */
class ErasureTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @Test
    void who_has_left_is_in_no_table_and_in_no_key() {
        var database = Backends.newDatabase();
        Person person;
        try (var app = AuthApp.start(database, Map.of())) {
            person = lived(app);
            assertThat(traces(database, person)).isNotEmpty();
            var answer = person.bearer().send("DELETE", "/v1/me", Map.of("password", Person.PASSWORD));
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            assertThat(keys(person)).isEmpty();
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(new AuthDatabase(database)
                                    .texts("select type from outbox where published_at is null"))
                            .isEmpty());
        }
        // One that forgets at once what it has published.
        try (var forgetful = AuthApp.start(database, Map.of("usher.events.outbox-retention", "PT0.001S"))) {
            await().atMost(LIMIT)
                    .untilAsserted(() ->
                            assertThat(traces(forgetful.database(), person)).isEmpty());
        }
    }

    /** Somebody who has used everything that leaves a trace. */
    private static Person lived(AuthApp app) {
        var person = Person.signUp(app.http());
        person.logIn(Person.PASSWORD);
        person.logIn("not the password");
        person.refresh(person.refresh());
        person.bearer().get("/v1/me/export");
        var login = person.logIn();
        app.http()
                .bearer(login.get("access_token").textValue())
                .delete("/v1/sessions/"
                        + Person.session(login.get("access_token").textValue()));
        return person;
    }

    private static List<String> traces(Database database, Person person) {
        return Stream.of(person.id(), person.email(), person.session())
                .flatMap(trace -> Traces.of(database, trace).stream())
                .toList();
    }

    private static List<String> keys(Person person) {
        try (var redis = RedisClient.create(Backends.redisUrl())) {
            return redis.keys("usher:auth:session:*").stream()
                    .filter(key -> person.id().equals(redis.hget(key, "user")))
                    .toList();
        }
    }
}
