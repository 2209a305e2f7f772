package dev.usher.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.ScriptedSmtp;
import dev.usher.kernel.testing.ScriptedSmtp.Phase;
import dev.usher.kernel.testing.ScriptedSmtp.Step;
import dev.usher.kernel.testing.Topics;
import dev.usher.notification.application.port.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sign-ups of a topic and the ledger, where the offsets or the mail server are in trouble (promises F-KF). */
class MailConsumerTest {
    private final Database database = Backends.newDatabase();
    private final ScriptedSmtp smtp = ScriptedSmtp.start();
    /** Nobody else's: topics are shared with other tests, and these read them from the beginning. */
    private final String name = UUID.randomUUID().toString();

    private final String group = "notification-service-" + name;
    private final String domain = name + ".example.com";

    @AfterEach
    void stop() {
        smtp.close();
    }

    private TestService service() {
        return TestService.complete(database, smtp.port(), group);
    }

    private void signUp(String localPart) {
        Topics.publish(
                "user:signup",
                UUID.randomUUID(),
                UUID.randomUUID().toString(),
                "{\"user_id\": \"%s\", \"email\": \"%s@%s\", \"first_name\": \"Ada\"}"
                        .formatted(UUID.randomUUID(), localPart, domain));
    }

    private void signUps(int count) {
        for (var number = 0; number < count; number++) {
            signUp("user" + number);
        }
    }

    private List<ScriptedSmtp.Received> mails() {
        return smtp.received().stream()
                .filter(mail -> mail.to().toString().contains(domain))
                .toList();
    }

    private static double lag(TestService service) {
        return service.http()
                .get("/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("usher_inbox_lag"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    /** It is gone only once the broker has noticed that its last member left. */
    private void deleteGroup() {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, Backends.kafka()))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                try {
                    admin.deleteConsumerGroups(List.of(group)).all().get();
                    return true;
                } catch (ExecutionException refused) {
                    if (refused.getCause() instanceof GroupNotEmptyException) {
                        return false;
                    }
                    if (refused.getCause() instanceof GroupIdNotFoundException) {
                        throw new AssertionError("there were no offsets to lose", refused);
                    }
                    throw refused;
                }
            });
        }
    }

    @Test
    void f_kf_13_a_replay_of_the_whole_topic_sends_no_mail_again() {
        replay(300);
    }

    @Test
    @Tag("fault")
    void f_kf_13_a_replay_of_ten_thousand_events_sends_no_mail_again() {
        replay(10_000);
    }

    private void replay(int count) {
        try (var service = service()) {
            signUps(count);
            await().atMost(Duration.ofSeconds(60)).until(() -> mails().size() == count);
            await().until(() -> service.bean(Ledger.class).backlog().depth() == 0);
        }
        deleteGroup();

        try (var service = service()) {
            var begin = System.nanoTime();
            signUp("last");
            // Behind all others in its partition: once it is here they have all been read again.
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> mails().stream()
                            .anyMatch(mail -> mail.to().toString().contains("last@")));
            System.out.printf("F-KF-13: %d events again in %.1f s%n", count, (System.nanoTime() - begin) / 1e9);
            await().until(() -> service.bean(Ledger.class).backlog().depth() == 0);

            assertThat(mails()).hasSize(count + 1);
        }
    }

    @Test
    void f_kf_14_a_mail_server_that_says_nothing_holds_up_no_partition() {
        smtp.script((phase, _) -> phase == Phase.RCPT ? ScriptedSmtp.STALL : ScriptedSmtp.ACCEPT);
        try (var service = service()) {
            signUps(1_000);
            var begin = System.nanoTime();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> service.bean(Ledger.class).backlog().depth() >= 1_000);
            await().atMost(Duration.ofSeconds(10)).until(() -> lag(service) == 0);
            System.out.printf(
                    "F-KF-14: 1 000 events in the ledger %.1f s after the last%n", (System.nanoTime() - begin) / 1e9);

            assertThat(mails()).isEmpty();
            // Ends the silence, and with it the workers' wait of 30 s.
            smtp.close();
        }
    }

    @Test
    void what_operators_watch_is_in_the_metrics() {
        smtp.script((phase, line) -> {
            if (phase == Phase.RCPT && line.contains("bad")) {
                return new Step.Reply("550 5.1.1 no");
            }
            return phase == Phase.RCPT && line.contains("later") ? new Step.Reply("451 later") : ScriptedSmtp.ACCEPT;
        });
        try (var service = service()) {
            List.of("good", "bad", "later").forEach(this::signUp);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(service.http().get("/prometheus").body())
                                    .containsPattern("usher_mail_queue\\{lane=\"courtesy\",status=\"parked\"} [1-9]")
                                    .containsPattern("usher_mail_queue\\{lane=\"courtesy\",status=\"pending\"} [1-9]")
                                    .contains("usher_mail_queue{lane=\"courtesy\",status=\"sending\"} 0.0")
                                    .contains("usher_mail_queue{lane=\"sign-up\",status=\"pending\"} 0.0")
                                    .contains("usher_mail_queue{lane=\"urgent\",status=\"pending\"} 0.0")
                                    .containsPattern("usher_mail_queue_age_seconds\\{lane=\"courtesy\"} [1-9]")
                                    .contains("usher_mail_queue_age_seconds{lane=\"urgent\"} 0.0")
                                    .containsPattern("usher_mail_sent_total [1-9]")
                                    .containsPattern("usher_mail_attempts_total\\{outcome=\"accepted\"} [1-9]")
                                    .containsPattern("usher_mail_attempts_total\\{outcome=\"failed\"} [1-9]")
                                    .containsPattern("usher_mail_attempts_total\\{outcome=\"rejected\"} [1-9]")
                                    .containsPattern("usher_mail_parked_total\\{reason=\"rejected\"} [1-9]")
                                    .contains("usher_mail_delay_seconds_count")
                                    .contains("usher_mail_unrecorded_seconds_count")
                                    .containsPattern("usher_inbox_lag[^\\n]* 0\\.0"));
        }
    }
}
