package dev.usher.profile.adapter.in.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.image.TestImages;
import dev.usher.kernel.object.ObjectKey;
import dev.usher.kernel.object.ObjectStorage;
import dev.usher.kernel.testing.Form;
import dev.usher.kernel.testing.Topics;
import dev.usher.kernel.testing.Traces;
import dev.usher.profile.ProfileApp;
import dev.usher.profile.application.port.Profiles;
import dev.usher.profile.domain.Account;
import dev.usher.profile.domain.Profile;
import dev.usher.profile.domain.ProfileEdit;
import dev.usher.profile.domain.ProfileField;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountEventsTest {
    private final ProfileApp app = ProfileApp.running();
    private final Profiles profiles = app.bean(Profiles.class);
    private final UUID ada = UUID.randomUUID();

    private static String signup(UUID user) {
        return """
                {"user_id": "%s", "email": "Ada@example.com", "first_name": "Ada", "last_name": "Lovelace",
                 "locale": "en-GB", "signed_up_at": "2026-03-01T10:00:00Z", "added_later": {"x": [1]}}""".formatted(user);
    }

    private static void publish(UUID user, String data) {
        Topics.publish("user:signup", UUID.randomUUID(), user.toString(), data);
    }

    private Profile awaitProfile(UUID user) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> profiles.find(user), Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void whoever_signs_up_has_a_profile() {
        publish(ada, signup(ada));

        var profile = awaitProfile(ada);
        assertThat(profile.email()).isEqualTo("Ada@example.com");
        assertThat(profile.data().firstName()).isEqualTo("Ada");
        assertThat(profile.data().lastName()).isEqualTo("Lovelace");
        assertThat(profile.data().locale()).isEqualTo("en-GB");
        assertThat(profile.version()).isEqualTo(1);
        assertThat(profile.audit().createdBy()).isEqualTo(ada);
    }

    @Test
    void an_event_that_comes_again_overwrites_nothing() {
        var id = UUID.randomUUID();
        Topics.publish("user:signup", id, ada.toString(), signup(ada));
        awaitProfile(ada);
        profiles.edit(
                ada,
                version -> true,
                stored -> stored.edit(ProfileEdit.of(Map.of(ProfileField.FIRST_NAME, "Augusta")), ada, Instant.EPOCH));

        Topics.publish("user:signup", id, ada.toString(), signup(ada));
        publish(ada, signup(ada));
        var next = UUID.randomUUID();
        publish(next, signup(next));

        awaitProfile(next);
        assertThat(awaitProfile(ada).data().firstName()).isEqualTo("Augusta");
    }

    @Test
    void f_kf_11_zero_rows_are_left_of_a_deleted_user_and_late_events_bring_none() {
        var email = "ada." + ada + "@example.com";
        var signup = signup(ada).replace("Ada@example.com", email);
        publish(ada, signup);
        awaitProfile(ada);
        var token = app.issuer().token(ada);
        app.http().bearer(token).patch("/v1/profile", "{\"bio\": \"bio of " + ada + "\"}");
        Topics.await("profile.changed", 1, record -> ada.toString().equals(record.key()));
        app.http().bearer(token).put("/v1/profile/avatar", Form.file(TestImages.png(8, 8)), "Content-Type", Form.TYPE);
        var avatar = new ObjectKey(profiles.find(ada).map(Profile::avatar).orElseThrow());
        await().until(() -> unpublished() == 0);
        assertThat(Traces.of(app.database(), ada.toString()))
                .contains("profile.user_id", "profile.bio", "outbox.key", "outbox.data");
        assertThat(Traces.of(app.database(), email)).contains("profile.email");

        Topics.publish("user:deleted", UUID.randomUUID(), ada.toString(), """
                {"user_id": "%s", "email": "a.b.c.d.e", "locale": "en", "occurred_at": "2026-03-01T10:00:00Z"}""".formatted(ada));
        await().atMost(Duration.ofSeconds(20)).until(() -> profiles.find(ada).isEmpty());
        publish(ada, signup);
        var next = UUID.randomUUID();
        publish(next, signup(next));
        awaitProfile(next);

        assertThat(Traces.of(app.database(), ada.toString())).isEmpty();
        assertThat(Traces.of(app.database(), email)).isEmpty();
        await().until(() -> app.bean(ObjectStorage.class).get(avatar).isEmpty());
        // Also while auth-service still knows the account: it was asked a moment too early.
        app.accounts().add(Account.of(ada, email, "Ada", "Lovelace", null), token, "password");
        assertThat(app.http().bearer(token).get("/v1/profile").status()).isEqualTo(401);
        assertThat(Traces.of(app.database(), ada.toString())).isEmpty();
    }

    private long unpublished() throws SQLException {
        try (var connection = app.database().dataSource().getConnection();
                var count = connection.prepareStatement(
                        "select count(*) from outbox where key = ? and published_at is null")) {
            count.setString(1, ada.toString());
            try (var rows = count.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "not JSON",
                "{\"user_id\": \"x\", \"email\": \"a@example.com\", \"first_name\": \"A\", \"last_name\": \"B\"}",
                "{\"user_id\": \"01957000-0000-7000-8000-00000000000a\", \"email\": \"a@example.com\", \"last_name\": \"B\"}",
                "{\"user_id\": \"01957000-0000-7000-8000-00000000000a\", \"email\": 1}"
            })
    void what_cannot_be_read_is_put_aside_and_stops_nobody(String poison) {
        var key = UUID.randomUUID().toString();
        Topics.publish("user:signup", UUID.randomUUID(), key, poison);
        publish(ada, signup(ada));

        awaitProfile(ada);
        var dead = Topics.await("profile-service.dead-letter", 1, record -> key.equals(record.key()))
                .getFirst();
        assertThat(dead.value()).isEqualTo(poison);
        assertThat(Topics.header(dead, "dlq_topic")).isEqualTo("user.signup");
        assertThat(Topics.header(dead, "dlq_reason")).isNotBlank().doesNotContain("a@example.com", "not JSON ");
    }
}
