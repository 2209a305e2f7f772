package dev.usher.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.Outbox;
import dev.usher.kernel.event.SealedText;
import dev.usher.kernel.store.Transactions;
import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.Mail;
import dev.usher.kernel.testing.Topics;
import dev.usher.kernel.value.Ids;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** From the commit of a sign-up to the mail, over real PostgreSQL, Kafka and SMTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WelcomeMailTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Clock clock = Clock.systemUTC();
    private final Database database = Backends.newDatabase();
    private final TestService service =
            TestService.complete(database, Backends.smtp().port());

    @AfterAll
    void stop() {
        service.close();
    }

    private record SignedUp(
            UUID userId, String email, String firstName, String lastName, String locale, String signedUpAt) {}

    private record ResetRequested(UUID userId, String email, String locale, String token, String expiresAt) {}

    private static String address(String name) {
        return name + "." + UUID.randomUUID() + "@example.com";
    }

    private Event signUp(String email, String firstName) {
        var now = clock.instant();
        var user = Ids.next(now);
        return Event.of(
                "user:signup",
                "/auth-service",
                user.toString(),
                now,
                "urn:usher:event:user-signup:1",
                new SignedUp(user, email, firstName, "Lovelace", "en", now.toString()));
    }

    private void publish(Event event) {
        service.bean(Transactions.class).write(() -> service.bean(Outbox.class).append(event));
    }

    /** Straight into the topic, as it may come again. */
    private static void send(Event event) {
        Topics.publish(
                event.type(),
                event.id(),
                event.key(),
                new String(Objects.requireNonNull(event.data()), StandardCharsets.UTF_8));
    }

    private static Mail arrival(String email) {
        return Backends.smtp().awaitMail(email, LIMIT);
    }

    @Test
    void a_sign_up_is_answered_by_a_welcome_mail_that_the_ledger_knows() {
        var email = address("Ada");
        var event = signUp(email, "Ada");
        publish(event);

        var mail = arrival(email);
        assertThat(mail.subject()).isEqualTo("Welcome to Usher");
        assertThat(mail.header("Message-ID")).isEqualTo("<welcome." + event.id() + "@usher.example.com>");
        assertThat(mail.header("From")).isEqualTo("Usher <no-reply@usher.example.com>");
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(mail.text()).contains("Welcome, Ada!", "https://usher.example.com");
        assertThat(mail.html()).contains(">Welcome, Ada!</h1>");

        var list = "/v1/notifications?recipient=" + email.toLowerCase(Locale.ROOT);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(service.admin()
                                .get(list)
                                .json()
                                .at("/items/0/status")
                                .asText())
                        .isEqualTo("sent"));
        var item = service.admin().get(list).json().at("/items/0");
        assertThat(item.get("event_id").asText()).isEqualTo(event.id().toString());
        assertThat(item.get("attempts").asInt()).isEqualTo(1);
        assertThat(item.get("next_attempt_at").isNull()).isTrue();
    }

    @Test
    void d_8_a_reset_mail_brings_the_token_in_its_link_and_nothing_else_holds_it() throws SQLException {
        var email = address("Reset");
        var token = "token-" + UUID.randomUUID();
        var type = "user:password-reset-requested";
        var now = clock.instant();
        publish(Event.of(
                type,
                "/auth-service",
                UUID.randomUUID().toString(),
                now,
                "urn:usher:schema:user-password-reset-requested:1",
                new ResetRequested(
                        UUID.randomUUID(),
                        email,
                        "de",
                        service.bean(SealedText.class).seal(token, type),
                        now.plusSeconds(1200).toString())));

        var mail = arrival(email);
        assertThat(mail.header("Content-Language")).isEqualTo("de");
        assertThat(mail.text()).contains("https://usher.example.com/reset#token=" + token);
        assertThat(mail.html()).contains("href=\"https://usher.example.com/reset#token=" + token + "\"");
        try (var connection = database.dataSource().getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT string_agg(n::text, '') || (SELECT string_agg(convert_from(data, 'UTF8'), '') FROM outbox) FROM notification n")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).contains(email).doesNotContain(token);
        }
    }

    @Test
    void f_sm_11_a_reset_mail_that_comes_too_late_is_dropped() {
        var email = address("late");
        var type = "user:password-reset-requested";
        var now = clock.instant();
        publish(Event.of(
                type,
                "/auth-service",
                UUID.randomUUID().toString(),
                now,
                "urn:usher:schema:user-password-reset-requested:1",
                new ResetRequested(
                        UUID.randomUUID(),
                        email,
                        "en",
                        service.bean(SealedText.class).seal("token", type),
                        now.minusSeconds(1).toString())));

        var list = "/v1/notifications?kind=reset-password&recipient=" + email;
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(service.admin()
                                .get(list)
                                .json()
                                .at("/items/0/status")
                                .asText())
                        .isEqualTo("parked"));
        assertThat(service.admin().get(list).json().at("/items/0/last_error").asText())
                .isEqualTo("expired");
        assertThat(Backends.smtp().mailsTo(email)).isEmpty();
    }

    @Test
    void hostile_names_arrive_as_they_were_written() {
        var markup = address("markup");
        var template = address("template");
        publish(signUp(markup, "<img src=x onerror=1>"));
        publish(signUp(template, "{{7*7}}${7*7}#{7*7}<#assign x=1>{first_name}"));

        assertThat(arrival(markup).text()).contains("Welcome, <img src=x onerror=1>!");
        assertThat(arrival(markup).html())
                .contains("&lt;img src=x onerror=1&gt;")
                .doesNotContain("<img");
        assertThat(arrival(template).text()).contains("{{7*7}}${7*7}#{7*7}<#assign x=1>{first_name}");
    }

    @Test
    void f_kf_10_one_event_however_often_it_comes_is_one_mail() {
        var email = address("again");
        var event = signUp(email, "Ada");
        for (var copy = 0; copy < 100; copy++) {
            send(event);
        }
        var last = address("last");
        send(signUp(last, "Bob", event.key()));
        arrival(last);
        assertThat(Backends.smtp().mailsTo(email)).hasSize(1);
    }

    @Test
    void f_kf_9_what_cannot_be_read_holds_up_nothing_and_is_kept() {
        var good = address("good");
        var bad = UUID.randomUUID();
        var key = UUID.randomUUID().toString();
        Topics.publish("user:signup", bad, key, "{\"email\": \"eve@example.com\\r\\nBcc: x\"}");
        send(signUp(good, "Ada", key));
        arrival(good);

        var letters = Topics.await(
                "notification-service.dead-letter",
                1,
                record -> Topics.header(record, "ce_id").equals(bad.toString()));
        assertThat(letters).hasSize(1);
        assertThat(Topics.header(letters.getFirst(), "dlq_topic")).isEqualTo("user.signup");
        assertThat(Topics.header(letters.getFirst(), "dlq_reason")).doesNotContain("eve@example.com");
    }

    @Test
    void from_commit_to_mail_takes_milliseconds() {
        IntStream.range(0, 20).mapToObj(_ -> address("warm")).forEach(email -> {
            publish(signUp(email, "Ada"));
            arrival(email);
        });
        var millis = new ArrayList<Double>();
        for (var count = 0; count < 100; count++) {
            var email = address("quick");
            var event = signUp(email, "Ada");
            var begin = System.nanoTime();
            publish(event);
            var committed = System.nanoTime();
            arrival(email);
            millis.add((System.nanoTime() - committed) / 1e6);
            assertThat(committed).isGreaterThan(begin);
        }
        millis.sort(null);
        System.out.printf(
                "commit of the sign-up to mail accepted: p50 %.1f ms, p99 %.1f ms%n", millis.get(49), millis.get(98));
        assertThat(millis.get(49)).isLessThan(1_000);
        assertThat(millis.get(98)).isLessThan(2_000);
    }

    private Event signUp(String email, String firstName, String key) {
        var event = signUp(email, firstName);
        return new Event(event.id(), event.type(), event.source(), key, event.time(), event.dataschema(), event.data());
    }
}
