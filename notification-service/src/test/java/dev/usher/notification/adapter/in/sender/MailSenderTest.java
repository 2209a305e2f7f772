package dev.usher.notification.adapter.in.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.notification.application.Doorbell;
import dev.usher.notification.application.EraseUser;
import dev.usher.notification.application.FakeMailServer;
import dev.usher.notification.application.InMemoryLedger;
import dev.usher.notification.application.PlainLetters;
import dev.usher.notification.application.QueueMail;
import dev.usher.notification.application.SendMail;
import dev.usher.notification.application.ServerGate;
import dev.usher.notification.application.port.MailServer.Answer;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.Mail;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.Status;
import dev.usher.notification.domain.TestMails;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailSenderTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Clock clock = Clock.systemUTC();
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final FakeMailServer server = new FakeMailServer();
    private final Doorbell bell = new Doorbell(4);
    private final ServerGate gate = new ServerGate();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SenderMetrics metrics = new SenderMetrics(registry, gate, clock);
    private final LedgerWatch watch = new LedgerWatch();
    private final LeasedMails mails = new LeasedMails(ledger, bell, 4, LEASE, clock);
    private final MailSender sender = new MailSender(
            4,
            new SendMail(ledger, new PlainLetters(), server, clock, new SplittableRandom(1)),
            gate,
            bell,
            mails,
            metrics,
            watch);
    private final SenderTimer timer = new SenderTimer(
            bell,
            ledger,
            new EraseUser(ledger, new QueueMail(ledger, TestMails.SENDER, clock), clock),
            mails,
            metrics,
            watch,
            LEASE);

    @AfterEach
    void stop() {
        server.answers(new Answer.Accepted());
        sender.close();
        timer.close();
    }

    private List<Notification> add(int count) {
        var added = IntStream.range(0, count)
                .mapToObj(number -> TestMails.welcome("user" + number + "@example.com", "Ada", clock.instant()))
                .toList();
        added.forEach(ledger::add);
        return added;
    }

    private void awaitSent(int count) {
        await().atMost(Duration.ofSeconds(10)).until(() -> server.accepted().size() >= count);
    }

    private Notification stored(Notification mail) {
        return ledger.find(mail.id()).orElseThrow();
    }

    @Test
    void a_ring_sends_a_new_mail_without_waiting_for_the_timer() {
        sender.start();
        var mail = add(1).getFirst();
        bell.ring();

        await().pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofMillis(500))
                .until(() -> stored(mail).status() == Status.SENT);
    }

    @Test
    void a_mail_whose_ring_was_lost_is_sent_by_the_timer() {
        sender.start();
        timer.start();
        var mail = add(1).getFirst();

        await().atMost(Duration.ofSeconds(2)).until(() -> stored(mail).status() == Status.SENT);
    }

    @Test
    void all_are_sent_once_oldest_first() {
        var added = add(500);
        sender.start();
        timer.start();
        awaitSent(500);

        assertThat(server.accepted()).extracting(Mail::messageId).doesNotHaveDuplicates();
        assertThat(server.accepted().subList(0, 50))
                .extracting(Mail::messageId)
                .isSubsetOf(added.subList(0, 70).stream()
                        .map(Notification::messageId)
                        .toList());
    }

    @Test
    void a_flood_of_welcomes_never_delays_a_reset_mail() {
        add(2_000);
        server.answers(_ -> {
            pause(Duration.ofMillis(50));
            return new Answer.Accepted();
        });
        sender.start();
        timer.start();
        awaitSent(70);

        var reset = TestMails.of(Kind.RESET_PASSWORD, "reset@example.com", "en", Map.of());
        ledger.add(reset);
        var sentBefore = server.accepted().size();
        await().atMost(Duration.ofSeconds(10)).until(() -> stored(reset).status() == Status.SENT);

        // The four under way, and what passes within the 20 ms between two looks; far fewer than the 64 leased.
        assertThat(server.accepted().stream().limit(sentBefore + 30))
                .extracting(Mail::messageId)
                .contains(reset.messageId());
    }

    @Test
    void a_mail_that_is_stuck_holds_up_no_other() throws InterruptedException {
        var free = new CountDownLatch(1);
        server.answers(mail -> {
            if (mail.to().text().startsWith("user0@")) {
                awaitQuietly(free);
            }
            return new Answer.Accepted();
        });
        add(200);
        sender.start();
        timer.start();
        awaitSent(199);

        assertThat(free.getCount()).isEqualTo(1);
        free.countDown();
        awaitSent(200);
    }

    @Test
    void an_outage_costs_no_mail_an_attempt_and_ends_for_all_at_once() {
        server.answers(new Answer.Unreachable("connect refused"));
        var added = add(300);
        sender.start();
        timer.start();
        await().until(() -> gate.closedBecause() != null);
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        var tries = registry.counter("usher.mail.attempts", "outcome", "server-away")
                .count();
        assertThat(tries).isBetween(2.0, 12.0);

        server.answers(new Answer.Accepted());
        awaitSent(300);

        assertThat(gate.closedBecause()).isNull();
        await().until(() -> ledger.backlog().depth() == 0);
        assertThat(added).allSatisfy(mail -> assertThat(stored(mail).attempts()).isEqualTo(1));
    }

    @Test
    void a_taken_mail_is_not_sent_again_because_the_ledger_was_away() {
        server.answers(_ -> {
            ledger.fail(new IllegalStateException("the ledger is away"));
            return new Answer.Accepted();
        });
        var mail = add(1).getFirst();
        sender.start();
        timer.start();
        awaitSent(1);
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        ledger.fail(null);

        await().until(() -> stored(mail).status() == Status.SENT);
        assertThat(server.accepted()).hasSize(1);
    }

    @Test
    void a_ledger_that_was_away_at_the_start_is_looked_into_again() {
        ledger.fail(new IllegalStateException("the ledger is away"));
        sender.start();
        timer.start();
        await().pollDelay(Duration.ofMillis(700)).until(() -> true);
        ledger.fail(null);
        var mail = add(1).getFirst();

        await().until(() -> stored(mail).status() == Status.SENT);
    }

    @Test
    void stopping_finishes_what_is_under_way_and_gives_back_the_rest() {
        var begun = new AtomicInteger();
        server.answers(_ -> {
            begun.incrementAndGet();
            pause(Duration.ofMillis(300));
            return new Answer.Accepted();
        });
        var added = add(40);
        sender.start();
        bell.ring();
        await().until(() -> begun.get() == 4);
        sender.close();

        assertThat(added).extracting(mail -> stored(mail).status()).containsOnly(Status.SENT, Status.PENDING);
        assertThat(added.stream().filter(mail -> stored(mail).status() == Status.SENT))
                .hasSize(begun.get());
    }

    @Test
    void what_happens_is_counted() {
        server.answers(mail -> switch (mail.to().text()) {
            case "user0@example.com" -> new Answer.Refused("RCPT 550");
            case "user1@example.com" -> new Answer.Deferred("RCPT 450");
            default -> new Answer.Accepted();
        });
        add(5);
        sender.start();
        bell.ring();
        awaitSent(3);
        sender.close();
        metrics.backlog(ledger.backlog());

        assertThat(registry.counter("usher.mail.sent").count()).isEqualTo(3);
        assertThat(registry.counter("usher.mail.parked", "reason", "rejected").count())
                .isEqualTo(1);
        assertThat(registry.counter("usher.mail.attempts", "outcome", "accepted")
                        .count())
                .isEqualTo(3);
        assertThat(registry.counter("usher.mail.attempts", "outcome", "failed").count())
                .isEqualTo(1);
        assertThat(registry.counter("usher.mail.attempts", "outcome", "rejected")
                        .count())
                .isEqualTo(1);
        assertThat(queue("pending")).isEqualTo(1);
        assertThat(queue("sending")).isZero();
        assertThat(queue("parked")).isEqualTo(1);
        assertThat(registry.get("usher.mail.queue.age")
                        .tag("lane", "courtesy")
                        .gauge()
                        .value())
                .isBetween(0.0, 60.0);
        assertThat(registry.get("usher.mail.unrecorded").timer().count()).isEqualTo(3);
    }

    private double queue(String status) {
        return registry.get("usher.mail.queue")
                .tags("lane", "courtesy", "status", status)
                .gauge()
                .value();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
