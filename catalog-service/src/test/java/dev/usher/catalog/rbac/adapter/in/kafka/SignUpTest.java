package dev.usher.catalog.rbac.adapter.in.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.catalog.CatalogApp;
import dev.usher.catalog.rbac.application.port.Members;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Topics;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignUpTest {
    private final CatalogApp app = CatalogApp.running();
    private final Http http = app.as("super-admin");
    private final UUID user = UUID.randomUUID();

    private static void signUp(UUID user, String email) {
        Topics.publish("user:signup", UUID.randomUUID(), user.toString(), """
                {"user_id": "%s", "email": "%s", "first_name": "A", "last_name": "B", "locale": "en",
                 "signed_up_at": "2026-03-01T10:00:00Z", "new": {}}""".formatted(user, email));
    }

    private List<String> roles(UUID user) {
        JsonNode answer = http.get("/v1/members/" + user + "/roles").json();
        return answer.get("items").findValuesAsText("name");
    }

    private void awaitRoles(UUID user, String... names) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(roles(user)).containsExactly(names));
    }

    @Test
    void who_signs_up_becomes_a_customer_once() {
        signUp(user, "a@example.com");
        awaitRoles(user, "customer");

        var later = UUID.randomUUID();
        signUp(user, "a@example.com");
        signUp(later, "b@example.com");
        awaitRoles(later, "customer");
        assertThat(roles(user)).containsExactly("customer");
    }

    @Test
    void the_bootstrap_administrator_becomes_the_first_super_admin_and_nobody_after() {
        app.execute("delete from member where role_id in (select id from entry where name_key = 'super-admin')");
        app.execute("update entry_revision set had_super_admin = false");
        signUp(user, CatalogApp.FIRST_ADMIN);
        awaitRoles(user, "customer", "super-admin");

        var later = UUID.randomUUID();
        signUp(later, CatalogApp.FIRST_ADMIN);
        awaitRoles(later, "customer");
    }

    @Test
    void a_sign_up_that_comes_after_the_deletion_brings_nothing_back() {
        app.bean(Members.class).erase(user);
        signUp(user, "a@example.com");
        var later = UUID.randomUUID();
        signUp(later, "b@example.com");

        awaitRoles(later, "customer");
        assertThat(roles(user)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "{}",
                "{\"user_id\": \"x\", \"email\": \"a@example.com\"}",
                "{\"user_id\": \"019df1b2-5c8b-7000-8000-00000000000a\"}"
            })
    void what_cannot_be_read_is_put_aside_and_stops_nobody(String poison) {
        var key = UUID.randomUUID().toString();
        Topics.publish("user:signup", UUID.randomUUID(), key, poison);
        signUp(user, "a@example.com");
        awaitRoles(user, "customer");
        var dead = Topics.await("catalog-service.dead-letter", 1, record -> key.equals(record.key()))
                .getFirst();
        assertThat(dead.value()).isEqualTo(poison);
        assertThat(Topics.header(dead, "dlq_topic")).isEqualTo("user.signup");
    }
}
