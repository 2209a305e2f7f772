package dev.usher.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Lifecycle;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.kernel.testing.Http;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** I-6: whatever a refresh that races a revocation was given is dead when the revocation has been answered. */
class RevocationRacesTest {
    private static final int ROUNDS = 25;

    private final AuthApp app = AuthApp.running();
    private final Http http = app.http();

    private record Given(String access, String refresh) {
        static Given from(JsonNode tokens) {
            return new Given(
                    tokens.get("access_token").textValue(),
                    tokens.get("refresh_token").textValue());
        }
    }

    private void race(int sessions, Consumer<Person> revocation) throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            var person = Person.signUp(http);
            var start = new CountDownLatch(1);
            var given = new ArrayList<Given>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var refreshes = new ArrayList<Future<List<Given>>>();
                for (var session : sessions(person, sessions)) {
                    given.add(session);
                    refreshes.add(threads.submit(() -> {
                        start.await();
                        return refreshed(person, session);
                    }));
                }
                var revoked = threads.submit(() -> {
                    start.await();
                    revocation.accept(person);
                    return true;
                });
                start.countDown();
                revoked.get();
                for (var refresh : refreshes) {
                    given.addAll(refresh.get());
                }
            }
            for (var tokens : given) {
                assertThat(http.bearer(tokens.access()).get("/v1/me").status()).isEqualTo(401);
                assertThat(person.refresh(tokens.refresh()).status()).isEqualTo(401);
            }
        }
    }

    private static List<Given> sessions(Person person, int count) {
        var sessions = new ArrayList<>(List.of(new Given(person.access(), person.refresh())));
        while (sessions.size() < count) {
            sessions.add(Given.from(person.logIn()));
        }
        return sessions;
    }

    /** Goes on until it is refused. */
    private static List<Given> refreshed(Person person, Given first) {
        var given = new ArrayList<Given>();
        var answer = person.refresh(first.refresh());
        while (answer.status() == 200 && given.size() < 20) {
            given.add(Given.from(answer.json()));
            answer = person.refresh(given.getLast().refresh());
        }
        return given;
    }

    private static void assertStatus(int status, Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void i_6_a_logout_wins() throws Exception {
        race(1, person -> assertStatus(204, http.post("/v1/logout", Map.of("refresh_token", person.refresh()))));
    }

    @Test
    void i_6_a_logout_everywhere_wins() throws Exception {
        race(3, person -> assertStatus(204, person.bearer().post("/v1/logout-all", null)));
    }

    @Test
    void i_6_an_ended_session_wins() throws Exception {
        race(1, person -> assertStatus(204, person.bearer().delete("/v1/sessions/" + person.session())));
    }

    @Test
    void i_6_a_password_change_wins() throws Exception {
        race(
                3,
                person -> assertStatus(
                        200,
                        person.bearer()
                                .post(
                                        "/v1/password/change",
                                        Map.of(
                                                "old_password",
                                                Person.PASSWORD,
                                                "new_password",
                                                "another fine password"))));
    }

    @Test
    void i_6_a_disabling_wins() throws Exception {
        race(3, person -> {
            var account = app.bean(Accounts.class)
                    .find(new AccountId(UUID.fromString(person.id())))
                    .orElseThrow();
            assertThat(app.bean(Lifecycle.class).disable(new AccountEvent.Disabled(account, Instant.now())))
                    .isInstanceOf(Lifecycle.Change.Done.class);
        });
    }
}
