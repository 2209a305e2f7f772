package dev.usher.notification.application;

import static dev.usher.notification.domain.TestMails.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.MutableClock;
import dev.usher.notification.application.SendMail.Outcome;
import dev.usher.notification.application.SendMail.Result;
import dev.usher.notification.application.port.Ledger.Claim;
import dev.usher.notification.application.port.MailServer.Answer;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.Lane;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.ParkReason;
import dev.usher.notification.domain.Status;
import dev.usher.notification.domain.TestMails;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SendMailTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final FakeMailServer server = new FakeMailServer();
    private final MutableClock clock = MutableClock.at(NOW);
    private final SendMail sendMail = new SendMail(ledger, new PlainLetters(), server, clock, new SplittableRandom(1));

    private final Notification mail = TestMails.welcome();

    private Claim claim() {
        ledger.add(mail);
        return ledger.claim(Lane.COURTESY, Set.of(), 1, LEASE, clock.instant()).getFirst();
    }

    private Result send() {
        var claim = claim();
        return sendMail.record(claim, sendMail.attempt(claim));
    }

    private Notification stored() {
        return ledger.find(mail.id()).orElseThrow();
    }

    @Test
    void a_mail_that_is_taken_is_sent() {
        assertThat(send()).isEqualTo(new Result.Sent());

        assertThat(server.accepted()).hasSize(1);
        assertThat(stored().status()).isEqualTo(Status.SENT);
        assertThat(stored().sentAt()).isEqualTo(NOW);
        assertThat(stored().attempts()).isEqualTo(1);
        assertThat(stored().nextAttemptAt()).isNull();
    }

    @Test
    void a_temporary_failure_is_tried_again_after_about_a_second() {
        server.answers(new Answer.Deferred("RCPT 451 4.7.1"));

        assertThat(send())
                .isInstanceOfSatisfying(
                        Result.Retried.class,
                        retried -> assertThat(retried.at()).isBetween(NOW.plusMillis(800), NOW.plusMillis(1200)));
        assertThat(stored().status()).isEqualTo(Status.PENDING);
        assertThat(stored().attempts()).isEqualTo(1);
        assertThat(stored().lastError()).isEqualTo("RCPT 451 4.7.1");
    }

    @Test
    void f_sm_4_temporary_failures_park_it_after_a_day_and_not_before() {
        server.answers(new Answer.Deferred("RCPT 451"));
        var result = send();
        while (result instanceof Result.Retried(var at)) {
            assertThat(clock.instant()).isBefore(NOW.plus(Duration.ofHours(24)));
            clock.set(at);
            result = send();
        }

        assertThat(result).isEqualTo(new Result.Parked(ParkReason.EXPIRED));
        assertThat(clock.instant()).isEqualTo(NOW.plus(Duration.ofHours(24)));
        assertThat(stored().lastError()).isEqualTo("RCPT 451");
    }

    @Test
    void f_sm_5_a_permanent_failure_parks_it_at_once() {
        server.answers(new Answer.Refused("RCPT 550 5.1.1"));

        assertThat(send()).isEqualTo(new Result.Parked(ParkReason.REJECTED));
        assertThat(stored().status()).isEqualTo(Status.PARKED);
        assertThat(stored().attempts()).isEqualTo(1);
        assertThat(stored().nextAttemptAt()).isNull();
    }

    @Test
    void a_server_that_is_away_costs_the_mail_no_attempt_and_no_delay() {
        server.answers(new Answer.Unreachable("connect refused"));

        assertThat(send()).isEqualTo(new Result.Released());
        assertThat(stored().status()).isEqualTo(Status.PENDING);
        assertThat(stored().attempts()).isZero();
        assertThat(stored().nextAttemptAt()).isEqualTo(NOW);
        assertThat(stored().lastError()).isEqualTo("connect refused");
    }

    @Test
    void a_server_that_is_away_for_a_day_parks_the_mail() {
        server.answers(new Answer.Unreachable("connect refused"));
        clock.advance(Duration.ofHours(24));

        assertThat(send()).isEqualTo(new Result.Parked(ParkReason.EXPIRED));
    }

    @Test
    void f_sm_11_a_mail_with_a_dead_link_is_not_sent() {
        var reset = TestMails.of(Kind.RESET_PASSWORD, "en", Map.of("token", "sealed"));
        ledger.add(reset);
        clock.set(NOW.plusSeconds(1199));
        server.answers(new Answer.Deferred("RCPT 451"));
        var claim =
                ledger.claim(Lane.COURTESY, Set.of(), 1, LEASE, clock.instant()).getFirst();
        assertThat(sendMail.attempt(claim)).isEqualTo(new Outcome.Failed("RCPT 451"));

        server.answers(new Answer.Accepted());
        clock.set(NOW.plusSeconds(1200));
        var stale = sendMail.attempt(claim);

        assertThat(sendMail.record(claim, stale)).isEqualTo(new Result.Parked(ParkReason.EXPIRED));
        assertThat(ledger.find(reset.id()).orElseThrow().lastError()).isEqualTo("expired");
        assertThat(server.accepted()).isEmpty();
    }

    @Test
    void a_sender_that_lost_its_lease_sends_nothing() {
        ledger.add(mail);
        var old = ledger.claim(Lane.COURTESY, Set.of(), 1, Duration.ZERO, NOW).getFirst();
        ledger.reclaim();
        ledger.claim(Lane.COURTESY, Set.of(), 1, LEASE, NOW);

        assertThat(sendMail.attempt(old)).isEqualTo(new Outcome.LeaseLost());
        assertThat(server.accepted()).isEmpty();
    }

    @Test
    void what_comes_of_it_is_not_written_under_a_lost_lease() {
        ledger.add(mail);
        var old = ledger.claim(Lane.COURTESY, Set.of(), 1, Duration.ZERO, NOW).getFirst();
        ledger.reclaim();
        ledger.claim(Lane.COURTESY, Set.of(), 1, LEASE, NOW);

        assertThat(sendMail.record(old, new Outcome.Accepted())).isEqualTo(new Result.Lost());
        assertThat(sendMail.record(old, new Outcome.Failed("x"))).isEqualTo(new Result.Lost());
        assertThat(sendMail.record(old, new Outcome.Hopeless(ParkReason.REJECTED, "x")))
                .isEqualTo(new Result.Lost());
        assertThat(stored().status()).isEqualTo(Status.SENDING);
    }

    @Test
    void an_address_that_became_unacceptable_parks_the_mail_without_asking_the_server() {
        var parked = TestMails.welcome("not an address");
        var claim = new Claim(parked, parked.id());

        assertThat(sendMail.attempt(claim))
                .isEqualTo(new Outcome.Hopeless(ParkReason.INVALID_ADDRESS, "invalid-address"));
        assertThat(server.accepted()).isEmpty();
    }
}
