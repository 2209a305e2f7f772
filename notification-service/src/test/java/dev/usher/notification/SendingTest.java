package dev.usher.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.ScriptedSmtp;
import dev.usher.kernel.testing.ScriptedSmtp.Phase;
import dev.usher.kernel.testing.ScriptedSmtp.Received;
import dev.usher.kernel.testing.ScriptedSmtp.Step;
import dev.usher.kernel.value.PageRequest;
import dev.usher.notification.application.port.Ledger;
import dev.usher.notification.application.port.Ledger.Filter;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.Status;
import dev.usher.notification.domain.TestMails;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The service, PostgreSQL and a mail server that fails where it is told to (promises F-SM). */
class SendingTest {
    private final Clock clock = Clock.systemUTC();
    private final Database database = Backends.newDatabase();
    private ScriptedSmtp smtp = ScriptedSmtp.start();

    @AfterEach
    void stop() {
        smtp.close();
    }

    private TestService service() {
        return TestService.sending(database, smtp.port(), Map.of());
    }

    private List<Notification> queue(TestService service, int count) {
        return queue(service, "example.com", count);
    }

    private List<Notification> queue(TestService service, String domain, int count) {
        var ledger = service.bean(Ledger.class);
        var mails = IntStream.range(0, count)
                .mapToObj(number -> TestMails.welcome("user" + number + "@" + domain, "Ada", clock.instant()))
                .toList();
        mails.forEach(ledger::add);
        return mails;
    }

    private void awaitReceived(int count, Duration limit) {
        await().pollInterval(Duration.ofMillis(5)).atMost(limit).until(() -> smtp.taken() >= count);
    }

    private static void awaitEmpty(TestService service) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> service.bean(Ledger.class).backlog().depth() == 0);
    }

    private static long count(TestService service, Status status) {
        return service.bean(Ledger.class)
                .list(new Filter(status, null, null), new PageRequest(0, 1, List.of()))
                .total();
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Test
    void throughput_of_one_instance_against_a_sink_that_answers_at_once() {
        try (var quiet = TestService.quiet(database)) {
            queue(quiet, 6_000);
        }
        try (var service = service()) {
            awaitReceived(1_000, Duration.ofSeconds(30));
            var cpu = cpu();
            var begin = System.nanoTime();
            var from = smtp.taken();
            awaitReceived(6_000, Duration.ofSeconds(60));
            var seconds = (System.nanoTime() - begin) / 1e9;
            var rate = (smtp.taken() - from) / seconds;
            var cpuEach = cpu().minus(cpu).toNanos() / 1e6 / (smtp.taken() - from);
            awaitEmpty(service);
            var window = service.bean(MeterRegistry.class)
                    .get("usher.mail.unrecorded")
                    .timer();
            System.out.printf(
                    "mails of one instance: %.0f/s, %.2f ms CPU each, sink included; W-9 window mean %.2f ms, max %.1f ms%n",
                    rate, cpuEach, window.mean(TimeUnit.MILLISECONDS), window.max(TimeUnit.MILLISECONDS));

            assertThat(smtp.received())
                    .extracting(mail -> mail.header("Message-ID"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void f_sm_1_after_an_outage_a_thousand_mails_go_out_in_seconds_and_none_lost_an_attempt() {
        var port = smtp.port();
        smtp.close();
        try (var service = service()) {
            queue(service, 1_000);
            await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            smtp = ScriptedSmtp.start(port);
            var begin = System.nanoTime();
            awaitReceived(1_000, Duration.ofSeconds(30));
            System.out.printf("F-SM-1: 1 000 mails %.1f s after healing%n", (System.nanoTime() - begin) / 1e9);
            awaitEmpty(service);

            assertThat(service.bean(Ledger.class)
                            .list(new Filter(Status.SENT, null, null), new PageRequest(0, 100, List.of()))
                            .items())
                    .allSatisfy(mail -> assertThat(mail.attempts()).isEqualTo(1));
            assertThat(count(service, Status.SENT)).isEqualTo(1_000);
        }
    }

    @Test
    void f_sm_12_two_instances_send_a_thousand_mails_without_a_duplicate() {
        try (var one = service();
                var two = service()) {
            queue(one, 1_000);
            awaitReceived(1_000, Duration.ofSeconds(30));
            awaitEmpty(two);

            assertThat(smtp.received())
                    .hasSize(1_000)
                    .extracting(mail -> mail.header("Message-ID"))
                    .doesNotHaveDuplicates();
            var sent = one.bean(MeterRegistry.class).counter("usher.mail.sent").count();
            System.out.printf("F-SM-12: %.0f and %.0f of 1 000 mails, 0 twice%n", sent, 1_000 - sent);
            assertThat(sent).isBetween(1.0, 999.0);
        }
    }

    @Test
    void f_sm_6_mails_that_can_never_be_sent_hold_up_no_good_one() {
        smtp.script((phase, line) -> phase == Phase.RCPT && line.contains("bad")
                ? new Step.Reply("550 5.1.1 unknown")
                : ScriptedSmtp.ACCEPT);
        try (var service = service()) {
            var bad = IntStream.range(0, 8)
                    .mapToObj(number -> TestMails.welcome(
                            "bad" + number + "@example.com",
                            "Ada",
                            clock.instant().minusSeconds(60)))
                    .toList();
            bad.forEach(service.bean(Ledger.class)::add);
            queue(service, 1_000);
            awaitReceived(1_000, Duration.ofSeconds(30));
            awaitEmpty(service);

            assertThat(count(service, Status.PARKED)).isEqualTo(8);
            assertThat(count(service, Status.SENT)).isEqualTo(1_000);
            assertThat(bad).allSatisfy(mail -> {
                var stored = service.bean(Ledger.class).find(mail.id()).orElseThrow();
                assertThat(stored.lastError()).isEqualTo("RCPT 550 5.1.1");
                assertThat(stored.attempts()).isEqualTo(1);
            });
        }
    }

    @Test
    void f_sm_3_a_silent_server_holds_up_only_the_mail_it_is_silent_about() {
        smtp.script((phase, line) ->
                phase == Phase.RCPT && line.contains("user0@") ? ScriptedSmtp.STALL : ScriptedSmtp.ACCEPT);
        try (var service = service()) {
            queue(service, 300);
            awaitReceived(299, Duration.ofSeconds(15));

            await().atMost(Duration.ofSeconds(5))
                    .until(() -> service.bean(Ledger.class).backlog().depth() == 1);
            // Ends the silence, and with it the worker's wait of 30 s.
            smtp.close();
        }
    }

    @Test
    void f_sm_7_a_mail_that_the_server_took_without_saying_so_comes_twice_under_one_id() {
        var left = new AtomicInteger(10);
        smtp.script((phase, _) ->
                phase == Phase.DOT && left.getAndDecrement() > 0 ? ScriptedSmtp.TAKE_AND_DROP : ScriptedSmtp.ACCEPT);
        try (var service = service()) {
            queue(service, 100);
            awaitReceived(110, Duration.ofSeconds(15));
            awaitEmpty(service);

            var copies = smtp.received().stream()
                    .collect(Collectors.groupingBy(
                            mail -> Objects.requireNonNull(mail.header("Message-ID")), Collectors.counting()));
            assertThat(copies).hasSize(100);
            assertThat(copies.values()).containsOnly(1L, 2L);
            System.out.printf(
                    "F-SM-7: 10 answers lost after the dot, %d second copies, all under the id of the first%n",
                    smtp.received().size() - copies.size());
            assertThat(smtp.received()).hasSize(110);
        }
    }

    @Test
    void f_sm_10_a_greylisted_mail_is_delivered_once() {
        var refused = new ConcurrentHashMap<String, Boolean>();
        smtp.script((phase, line) -> phase == Phase.RCPT && refused.putIfAbsent(line, true) == null
                ? new Step.Reply("451 4.7.1 come back")
                : ScriptedSmtp.ACCEPT);
        try (var service = service()) {
            queue(service, 50);
            awaitReceived(50, Duration.ofSeconds(10));
            awaitEmpty(service);

            assertThat(smtp.received()).extracting(Received::to).doesNotHaveDuplicates();
        }
    }

    @Test
    void f_sm_3_a_domain_that_stalls_takes_its_share_of_the_connections_and_no_lease_more() {
        smtp.script((phase, line) ->
                phase == Phase.RCPT && line.contains("@slow.example.com") ? ScriptedSmtp.STALL : ScriptedSmtp.ACCEPT);
        try (var service = service()) {
            queue(service, "slow.example.com", 200);
            await().atMost(Duration.ofSeconds(5)).until(() -> stalled() == 3);
            queue(service, 300);
            awaitReceived(300, Duration.ofSeconds(15));

            await().atMost(Duration.ofSeconds(5)).until(() -> count(service, Status.SENT) == 300);
            assertThat(stalled()).isEqualTo(3);
            assertThat(smtp.openConnections()).isLessThanOrEqualTo(4);
            assertThat(smtp.received()).allSatisfy(mail -> assertThat(mail.to()).doesNotContain("slow"));
            // Ends the silence, and with it the workers' wait of 30 s.
            smtp.close();
        }
    }

    private long stalled() {
        return smtp.commands().stream()
                .filter(line -> line.startsWith("RCPT") && line.contains("@slow."))
                .count();
    }

    @Test
    void f_sm_2_whatever_dies_in_whichever_phase_every_mail_arrives() {
        var phases = List.of(Phase.BANNER, Phase.EHLO, Phase.MAIL, Phase.RCPT, Phase.DATA, Phase.CONTENT, Phase.DOT);
        var dropped = new ConcurrentHashMap<Phase, AtomicInteger>();
        smtp.script((phase, _) -> phases.contains(phase)
                        && dropped.computeIfAbsent(phase, _ -> new AtomicInteger())
                                                .incrementAndGet()
                                        % 40
                                == 1
                ? ScriptedSmtp.DROP
                : ScriptedSmtp.ACCEPT);
        try (var service = service()) {
            queue(service, 200);
            awaitReceived(200, Duration.ofSeconds(20));
            awaitEmpty(service);

            assertThat(dropped.keySet()).containsAll(phases);
            assertThat(count(service, Status.SENT)).isEqualTo(200);
            assertThat(smtp.received())
                    .extracting(mail -> mail.header("Message-ID"))
                    .doesNotHaveDuplicates();
        }
    }

    /** Whatever the phase: one connection that says nothing more, and the other mails go on over the others. */
    @Tag("fault")
    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"BANNER", "EHLO", "MAIL", "RCPT", "DATA", "DOT"})
    void f_sm_3_in_each_phase_the_others_go_on_and_the_stuck_one_comes_back(Phase stuck) {
        var left = new AtomicInteger(1);
        smtp.script(
                (phase, _) -> phase == stuck && left.getAndDecrement() > 0 ? ScriptedSmtp.STALL : ScriptedSmtp.ACCEPT);
        try (var service = service()) {
            var begin = System.nanoTime();
            queue(service, 100);
            awaitReceived(99, Duration.ofSeconds(10));
            await().atMost(Duration.ofSeconds(130)).until(() -> count(service, Status.SENT) == 100);
            System.out.printf("F-SM-3 %s: released after %.1f s%n", stuck, (System.nanoTime() - begin) / 1e9);

            assertThat(smtp.received())
                    .extracting(mail -> mail.header("Message-ID"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    @Tag("fault")
    void f_sm_8_a_server_that_takes_20_s_for_each_mail_gets_four_at_a_time_and_none_twice() {
        smtp.script((phase, _) -> phase == Phase.DOT ? new Step.Delay(Duration.ofSeconds(20)) : ScriptedSmtp.ACCEPT);
        try (var service = service()) {
            queue(service, "one.example.com", 6);
            queue(service, "two.example.com", 6);
            var begin = System.nanoTime();
            await().atMost(Duration.ofSeconds(90)).until(() -> count(service, Status.SENT) == 12);
            var seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf("F-SM-8: 12 mails of 20 s each in %.1f s%n", seconds);

            assertThat(seconds).isBetween(59.0, 65.0);
            assertThat(smtp.connections()).isEqualTo(4);
            assertThat(smtp.received())
                    .hasSize(12)
                    .extracting(mail -> mail.header("Message-ID"))
                    .doesNotHaveDuplicates();
        }
    }
}
