package dev.usher.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.event.TestSeal;
import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.Topics;
import dev.usher.kernel.testing.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is left of somebody whose account was deleted: nothing, over real PostgreSQL, Kafka and SMTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErasureTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Instant now = Clock.systemUTC().instant();
    private final Database database = Backends.newDatabase();
    private final TestService service =
            TestService.complete(database, Backends.smtp().port());
    private final UUID user = UUID.randomUUID();
    private final String email = "Ada." + user.toString().substring(0, 8) + "@example.com";

    @AfterAll
    void stop() {
        service.close();
    }

    private void publish(String type, String members) {
        Topics.publish(
                type,
                UUID.randomUUID(),
                user.toString(),
                ("{'locale': 'de', 'occurred_at': '" + now + "', " + members + "}").replace("'", "\""));
    }

    private void publishAboutAda(String type, String more) {
        publish(type, "'user_id': '%s', 'email': '%s'%s".formatted(user, email, more));
    }

    private void awaitMails(int count) {
        await().atMost(LIMIT).until(() -> Backends.smtp().mailsTo(email).size() == count);
    }

    @Test
    void f_kf_11_zero_rows_are_left_of_a_deleted_user_and_late_events_bring_none() {
        publishAboutAda("user:signup", ", 'first_name': 'Ada'");
        publishAboutAda("user:password-changed", "");
        publish("user:address-taken", "'email': '" + email + "'");
        awaitMails(3);
        assertThat(Traces.of(database, user.toString())).contains("notification.user_id");
        assertThat(Traces.of(database, email)).contains("notification.recipient");

        publish(
                "user:deleted",
                "'user_id': '%s', 'email': '%s'"
                        .formatted(user, TestSeal.sealedText().seal(email, "user:deleted")));
        awaitMails(4);
        assertThat(Backends.smtp().mailsTo(email)).anySatisfy(mail -> {
            assertThat(mail.subject()).isEqualTo("Ihr Konto wurde gelöscht");
            assertThat(mail.text()).doesNotContain("http");
        });

        publishAboutAda("user:signup", ", 'first_name': 'Ada'");
        publishAboutAda("user:password-changed", "");
        var next = UUID.randomUUID();
        var nextEmail = "next." + next + "@example.com";
        Topics.publish(
                "user:signup",
                UUID.randomUUID(),
                next.toString(),
                "{\"user_id\": \"%s\", \"email\": \"%s\", \"first_name\": \"Bob\"}".formatted(next, nextEmail));
        Topics.publish(
                "user:password-changed",
                UUID.randomUUID(),
                next.toString(),
                "{\"user_id\": \"%s\", \"email\": \"%s\", \"occurred_at\": \"%s\"}".formatted(next, nextEmail, now));
        await().atMost(LIMIT).until(() -> Backends.smtp().mailsTo(nextEmail).size() == 2);

        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(Traces.of(database, user.toString())).isEmpty();
            assertThat(Traces.of(database, email)).isEmpty();
        });
        assertThat(Backends.smtp().mailsTo(email)).hasSize(4);
    }
}
