package dev.usher.notification.application;

import static dev.usher.notification.domain.TestMails.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.MutableClock;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.Status;
import dev.usher.notification.domain.TestMails;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class QueueMailTest {
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final QueueMail queueMail = new QueueMail(ledger, TestMails.SENDER, MutableClock.at(NOW));

    @Test
    void an_event_becomes_a_mail_that_is_due_at_once() {
        var result = queueMail.queue(TestMails.request("ada@example.com", "Ada", UUID.randomUUID()));

        assertThat(result).isInstanceOfSatisfying(QueueMail.Result.Queued.class, queued -> {
            var mail = ledger.find(queued.id()).orElseThrow();
            assertThat(mail.status()).isEqualTo(Status.PENDING);
            assertThat(mail.nextAttemptAt()).isEqualTo(NOW);
            assertThat(mail.messageId()).endsWith("@usher.example.com>");
        });
    }

    @Test
    void the_same_event_a_hundred_times_is_one_mail() {
        var request = TestMails.request("ada@example.com", "Ada", UUID.randomUUID());
        queueMail.queue(request);

        for (var again = 0; again < 99; again++) {
            assertThat(queueMail.queue(request)).isEqualTo(new QueueMail.Result.NotWanted());
        }
        assertThat(ledger.backlog().depth()).isEqualTo(1);
    }

    @Test
    void one_event_may_ask_for_two_kinds() {
        var event = UUID.randomUUID();
        var welcome = TestMails.request("ada@example.com", "Ada", event);
        queueMail.queue(welcome);
        var other = new Notification.Request(
                Kind.VERIFY_EMAIL,
                welcome.recipient(),
                welcome.userId(),
                welcome.locale(),
                welcome.model(),
                welcome.origin(),
                null);

        assertThat(queueMail.queue(other)).isInstanceOf(QueueMail.Result.Queued.class);
    }

    @Test
    void what_is_no_address_is_parked_where_an_operator_sees_it() {
        var result = queueMail.queue(TestMails.request("ada@@example.com", "Ada", UUID.randomUUID()));

        assertThat(result)
                .isInstanceOfSatisfying(
                        QueueMail.Result.Parked.class,
                        parked -> assertThat(
                                        ledger.find(parked.id()).orElseThrow().lastError())
                                .isEqualTo("invalid-address"));
        assertThat(ledger.backlog().depth()).isZero();
    }
}
