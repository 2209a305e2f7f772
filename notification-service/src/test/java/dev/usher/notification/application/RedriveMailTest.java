package dev.usher.notification.application;

import static dev.usher.notification.domain.TestMails.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.MutableClock;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.Lane;
import dev.usher.notification.domain.Status;
import dev.usher.notification.domain.TestMails;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RedriveMailTest {
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final MutableClock clock = MutableClock.at(NOW);
    private final RedriveMail redrive = new RedriveMail(ledger, clock);

    @Test
    void a_parked_mail_is_due_now() {
        var mail = TestMails.welcome("no address");
        ledger.add(mail);

        assertThat(redrive.redrive(mail.id())).isInstanceOfSatisfying(RedriveMail.Result.Due.class, due -> {
            assertThat(due.mail().status()).isEqualTo(Status.PENDING);
            assertThat(due.mail().nextAttemptAt()).isEqualTo(NOW);
        });
    }

    @Test
    void a_mail_in_the_hands_of_a_sender_stays_there() {
        var mail = TestMails.welcome();
        ledger.add(mail);
        var claim = ledger.claim(Lane.COURTESY, Set.of(), 1, Duration.ofSeconds(30), NOW)
                .getFirst();

        assertThat(redrive.redrive(mail.id())).isInstanceOf(RedriveMail.Result.Due.class);
        assertThat(ledger.holds(claim)).isTrue();
    }

    @Test
    void what_was_sent_is_not_sent_again() {
        var mail = TestMails.welcome();
        ledger.add(mail);
        ledger.sent(
                ledger.claim(Lane.COURTESY, Set.of(), 1, Duration.ofSeconds(30), NOW)
                        .getFirst(),
                NOW);

        assertThat(redrive.redrive(mail.id())).isEqualTo(new RedriveMail.Result.AlreadySent());
        assertThat(redrive.redrive(null, null)).isZero();
    }

    @Test
    void what_is_not_there_is_unknown() {
        assertThat(redrive.redrive(UUID.randomUUID())).isEqualTo(new RedriveMail.Result.Unknown());
    }

    @Test
    void without_a_time_all_that_are_parked_until_now_are_meant() {
        ledger.add(TestMails.welcome("no address"));
        clock.advance(Duration.ofSeconds(1));

        assertThat(redrive.redrive(Kind.RESET_PASSWORD, null)).isZero();
        assertThat(redrive.redrive(Kind.WELCOME, null)).isEqualTo(1);
        assertThat(redrive.redrive(Kind.WELCOME, null)).isZero();
    }
}
