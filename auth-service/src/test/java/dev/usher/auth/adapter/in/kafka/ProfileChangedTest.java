package dev.usher.auth.adapter.in.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.auth.AuthApp;
import dev.usher.auth.Person;
import dev.usher.kernel.testing.Topics;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileChangedTest {
    private final Person person = Person.signUp(AuthApp.running().http());

    private static void publish(String user, String first, String locale, int version) {
        Topics.publish("profile:changed", UUID.randomUUID(), user, """
                {"user_id": "%s", "first_name": "%s", "last_name": "King", "locale": %s, "version": %d, "new": {}}
                """.formatted(user, first, locale, version));
    }

    private void awaitName(String first) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(person.bearer()
                                .get("/v1/me")
                                .json()
                                .get("first_name")
                                .textValue())
                        .isEqualTo(first));
    }

    @Test
    void me_says_what_the_profile_says_and_never_goes_back() {
        publish(person.id(), "Augusta", "\"fr\"", 3);
        awaitName("Augusta");
        publish(person.id(), "Old", "\"de\"", 2);
        publish(person.id(), "Countess", "null", 4);
        awaitName("Countess");
        assertThat(person.bearer().get("/v1/me").json().get("locale").textValue())
                .isEqualTo("fr");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "{}",
                "{\"user_id\": \"x\", \"first_name\": \"A\", \"last_name\": \"B\", \"version\": 2}",
                "{\"user_id\": \"019df1b2-5c8b-7000-8000-00000000000a\", \"first_name\": \"A\", \"last_name\": \"B\"}",
                "{\"user_id\": \"019df1b2-5c8b-7000-8000-00000000000a\", \"first_name\": \"\", \"last_name\": \"B\", \"version\": 2}"
            })
    void what_cannot_be_read_is_put_aside_and_stops_nobody(String poison) {
        var key = UUID.randomUUID().toString();
        Topics.publish("profile:changed", UUID.randomUUID(), key, poison);
        publish(person.id(), "Augusta", "null", 2);
        awaitName("Augusta");
        var dead = Topics.await("auth-service.dead-letter", 1, record -> key.equals(record.key()))
                .getFirst();
        assertThat(dead.value()).isEqualTo(poison);
        assertThat(Topics.header(dead, "dlq_topic")).isEqualTo("profile.changed");
    }
}
