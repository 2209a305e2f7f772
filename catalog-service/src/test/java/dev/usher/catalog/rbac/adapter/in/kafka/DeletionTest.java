package dev.usher.catalog.rbac.adapter.in.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.catalog.CatalogApp;
import dev.usher.kernel.testing.Topics;
import dev.usher.kernel.testing.Traces;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeletionTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final CatalogApp app = CatalogApp.running();
    private final UUID user = UUID.randomUUID();
    private final String email = "ada." + user + "@example.com";

    private static void signUp(UUID user, String email) {
        Topics.publish("user:signup", UUID.randomUUID(), user.toString(), """
                {"user_id": "%s", "email": "%s", "first_name": "A", "last_name": "B", "locale": "en",
                 "signed_up_at": "2026-03-01T10:00:00Z"}""".formatted(user, email));
    }

    private void delete(String data) {
        Topics.publish("user:deleted", UUID.randomUUID(), user.toString(), data);
    }

    private List<String> roles(UUID user) {
        return app.as("admin")
                .get("/v1/members/" + user + "/roles")
                .json()
                .get("items")
                .findValuesAsText("name");
    }

    @Test
    void f_kf_11_of_a_deleted_user_nothing_is_left_but_the_word_that_they_are_gone() {
        signUp(user, email);
        await().atMost(LIMIT).until(() -> roles(user).equals(List.of("customer")));
        var created = app.as(user, "super-admin")
                .post("/v1/services", Map.of("name", "service of " + UUID.randomUUID(), "description", "d"));
        assertThat(created.status()).isEqualTo(201);
        Topics.await("rbac.member", 1, record -> user.toString().equals(record.key()));
        assertThat(Traces.of(app.database(), user.toString()))
                .contains("entry.created_by", "entry.updated_by", "member.user_id", "person.user_id");

        delete("{\"user_id\": \"%s\", \"email\": \"a.b.c.d.e\"}".formatted(user));
        await().atMost(LIMIT).until(() -> roles(user).isEmpty());
        signUp(user, email);
        var later = UUID.randomUUID();
        signUp(later, "later@example.com");
        await().atMost(LIMIT).until(() -> roles(later).equals(List.of("customer")));

        // The tombstone for the compacted topic, as long as the outbox keeps what it published.
        assertThat(Traces.of(app.database(), user.toString())).isSubsetOf("outbox.key");
        assertThat(Traces.of(app.database(), email)).isEmpty();
        assertThat(Topics.await(
                        "rbac.member", 1, record -> user.toString().equals(record.key()) && record.value() == null))
                .hasSize(1);
        var left =
                app.as("admin").get(String.valueOf(created.header("Location"))).json();
        assertThat(left.get("created_by").isNull()).isTrue();
    }

    @Test
    void a_deletion_of_nobody_is_put_aside() {
        delete("{\"email\": \"a.b.c.d.e\"}");

        var dead = Topics.await(
                "catalog-service.dead-letter", 1, record -> user.toString().equals(record.key()));
        assertThat(Topics.header(dead.getFirst(), "dlq_reason")).isEqualTo("user_id is required");
    }
}
