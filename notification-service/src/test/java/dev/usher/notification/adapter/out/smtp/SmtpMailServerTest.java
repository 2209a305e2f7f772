package dev.usher.notification.adapter.out.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.ScriptedSmtp;
import dev.usher.kernel.testing.ScriptedSmtp.Phase;
import dev.usher.kernel.testing.ScriptedSmtp.Step;
import dev.usher.notification.NotificationSettings.Dkim;
import dev.usher.notification.NotificationSettings.Smtp;
import dev.usher.notification.application.MailServerContract;
import dev.usher.notification.application.PlainLetters;
import dev.usher.notification.application.port.MailServer;
import dev.usher.notification.application.port.MailServer.Answer;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.Mail;
import dev.usher.notification.domain.TestMails;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SmtpMailServerTest extends MailServerContract {
    private static final SmtpLimits SHORT = new SmtpLimits(
            Duration.ofMillis(500),
            Duration.ofMillis(500),
            Duration.ofMillis(500),
            Duration.ofMillis(1500),
            Duration.ofMillis(700));

    private ScriptedSmtp smtp = ScriptedSmtp.start();
    private final SmtpMailServer server = server(smtp.port(), SHORT);

    static SmtpMailServer server(int port, SmtpLimits limits) {
        try {
            return new SmtpMailServer(
                    new Smtp("127.0.0.1", port, null, null, "off"),
                    new Dkim(null, null, null),
                    new InternetAddress("no-reply@usher.example.com", "Üsher"),
                    limits,
                    null);
        } catch (UnsupportedEncodingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @AfterEach
    void stop() {
        server.close();
        smtp.close();
    }

    @Override
    protected MailServer server() {
        return server;
    }

    @Override
    protected void mood(Mood mood) {
        switch (mood) {
            case WELL -> {
                smtp.close();
                smtp = ScriptedSmtp.start(smtp.port());
            }
            case BUSY -> at(Phase.RCPT, new Step.Reply("450 4.2.1 busy"));
            case REFUSING -> at(Phase.RCPT, new Step.Reply("550 5.1.1 no"));
            case DOWN -> smtp.close();
        }
    }

    @Override
    protected List<String> taken() {
        return smtp.received().stream()
                .map(mail -> Objects.requireNonNull(mail.header("Message-ID")))
                .toList();
    }

    private void at(Phase phase, Step step) {
        smtp.script((now, _) -> now == phase ? step : ScriptedSmtp.ACCEPT);
    }

    private static Mail mail() {
        return new PlainLetters().compose(TestMails.welcome());
    }

    private static Mail mail(String name) {
        return new PlainLetters().compose(TestMails.welcome("ada@example.com", name, TestMails.NOW));
    }

    @Test
    void the_message_has_the_headers_of_an_automatic_mail() {
        var mail = mail("Ada");
        server.deliver(mail);

        var received = smtp.received().getFirst();
        assertThat(received.from()).isEqualTo("<no-reply@usher.example.com>");
        assertThat(received.to()).containsExactly("<ada@example.com>");
        assertThat(received.header("From")).isEqualTo("=?UTF-8?Q?=C3=9Csher?= <no-reply@usher.example.com>");
        assertThat(received.header("To")).isEqualTo("ada@example.com");
        assertThat(received.header("Subject")).isEqualTo("Hello");
        assertThat(received.header("Date")).contains("1 Mar 2026");
        assertThat(received.header("Message-ID")).isEqualTo(mail.messageId());
        assertThat(received.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(received.header("Content-Language")).isEqualTo("en");
        assertThat(received.header("MIME-Version")).isEqualTo("1.0");
        assertThat(received.header("Content-Type")).startsWith("multipart/alternative;");
        assertThat(received.content())
                .containsSubsequence(
                        "Content-Type: text/plain; charset=UTF-8", "Content-Type: text/html; charset=UTF-8");
    }

    /** All of them are answers to what somebody did, and half of them are about safety: nobody can unsubscribe. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void no_mail_can_be_unsubscribed_from(Kind kind) {
        server.deliver(new PlainLetters().compose(TestMails.of(kind, "en", Map.of())));

        assertThat(smtp.received().getFirst().content().lines())
                .noneMatch(line -> line.regionMatches(true, 0, "List-", 0, 5));
    }

    @Test
    void one_mail_is_one_recipient_and_one_message_whatever_stands_in_it() {
        server.deliver(mail("Ada\r\n.\r\nMAIL FROM:<eve@example.com>\r\nRCPT TO:<eve@example.com>"));

        assertThat(smtp.commands().stream().map(line -> line.split("[ :]", 2)[0]))
                .containsExactly("EHLO", "MAIL", "RCPT", "DATA");
        assertThat(smtp.received()).hasSize(1);
        assertThat(smtp.received().getFirst().content()).contains("\r\n.\r\nMAIL FROM");
    }

    @Test
    void a_line_break_in_a_subject_starts_no_header() {
        var mail = mail();
        server.deliver(new Mail(
                mail.messageId(),
                mail.to(),
                mail.date(),
                "en",
                "Hello\r\nBcc: eve@example.com",
                "text",
                "<p>html</p>"));

        assertThat(smtp.received().getFirst().header("Bcc")).isNull();
    }

    @Test
    void connections_are_kept_between_mails_and_closed_when_nobody_uses_them() {
        for (var count = 0; count < 20; count++) {
            server.deliver(mail());
        }
        assertThat(smtp.connections()).isEqualTo(1);
        assertThat(smtp.openConnections()).isEqualTo(1);

        await().atMost(Duration.ofSeconds(3)).until(() -> smtp.openConnections() == 0);
        assertThat(server.deliver(mail())).isEqualTo(new Answer.Accepted());
    }

    @Test
    void a_connection_that_the_server_closed_between_mails_is_replaced_unnoticed() {
        server.deliver(mail());
        var port = smtp.port();
        smtp.close();
        smtp = ScriptedSmtp.start(port);

        assertThat(server.deliver(mail())).isEqualTo(new Answer.Accepted());
        assertThat(smtp.received()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"421 4.3.2 too many messages", "451 4.7.0 idle", "554 5.5.0 too many messages"})
    void a_server_that_is_through_with_a_connection_gets_the_next_mail_over_another(String reply) {
        server.deliver(mail());
        var left = new AtomicInteger(1);
        smtp.script((phase, _) ->
                phase == Phase.MAIL && left.getAndDecrement() > 0 ? new Step.Reply(reply) : ScriptedSmtp.ACCEPT);

        assertThat(server.deliver(mail())).isEqualTo(new Answer.Accepted());
        assertThat(smtp.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"BANNER", "EHLO", "MAIL"})
    void f_sm_2_a_drop_before_the_recipient_says_nothing_of_the_mail(Phase phase) {
        at(phase, ScriptedSmtp.DROP);

        assertThat(server.deliver(mail())).isInstanceOf(Answer.Unreachable.class);
        assertThat(smtp.received()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"RCPT", "DATA", "CONTENT", "DOT"})
    void f_sm_2_a_drop_from_the_recipient_on_defers_the_mail(Phase phase) {
        at(phase, ScriptedSmtp.DROP);

        assertThat(server.deliver(mail()))
                .isInstanceOfSatisfying(
                        Answer.Deferred.class,
                        deferred -> assertThat(deferred.error()).endsWith("connection lost"));
        smtp.script((_, _) -> ScriptedSmtp.ACCEPT);
        assertThat(server.deliver(mail())).isEqualTo(new Answer.Accepted());
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"BANNER", "EHLO", "MAIL"})
    void f_sm_3_silence_before_the_recipient_ends_in_time(Phase phase) {
        at(phase, ScriptedSmtp.STALL);
        var begin = System.nanoTime();

        assertThat(server.deliver(mail()))
                .isInstanceOfSatisfying(
                        Answer.Unreachable.class,
                        away -> assertThat(away.error()).endsWith("timeout"));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(SHORT.answer(), Duration.ofMillis(1200));
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"RCPT", "DATA"})
    void f_sm_3_silence_from_the_recipient_on_ends_in_time(Phase phase) {
        at(phase, ScriptedSmtp.STALL);
        var begin = System.nanoTime();

        assertThat(server.deliver(mail())).isEqualTo(new Answer.Deferred(phase + " timeout"));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(SHORT.answer(), Duration.ofMillis(1200));
    }

    @Test
    void f_sm_8_the_answer_to_the_end_of_the_message_may_take_longer_than_any_other() {
        at(Phase.DOT, new Step.Delay(Duration.ofSeconds(1)));

        assertThat(server.deliver(mail())).isEqualTo(new Answer.Accepted());
        assertThat(smtp.received()).hasSize(1);
    }

    @Test
    void f_sm_3_but_not_for_ever() {
        at(Phase.DOT, ScriptedSmtp.STALL);
        var begin = System.nanoTime();

        assertThat(server.deliver(mail())).isEqualTo(new Answer.Deferred("DOT timeout"));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(SHORT.afterDot(), Duration.ofMillis(2300));
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT,450 4.2.1 busy,RCPT 450 4.2.1",
        "RCPT,451 greylisted,RCPT 451",
        "RCPT,421 4.3.2 going down,RCPT 421 4.3.2",
        "DATA,451 4.3.0 no,DATA 451 4.3.0",
        "DOT,452 4.3.1 full,DOT 452 4.3.1",
        "MAIL,452 4.3.1 full,MAIL 452 4.3.1"
    })
    void f_sm_4_temporary_answers_defer(Phase phase, String reply, String error) {
        at(phase, new Step.Reply(reply));

        assertThat(server.deliver(mail())).isEqualTo(new Answer.Deferred(error));
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT,550 5.1.1 unknown ada@example.com,RCPT 550 5.1.1",
        "RCPT,552 quota,RCPT 552",
        "RCPT,553 5.1.3 bad,RCPT 553 5.1.3",
        "MAIL,550 5.7.1 not you,MAIL 550 5.7.1",
        "DATA,554 5.5.1 no,DATA 554 5.5.1",
        "DOT,554 5.7.1 spam: https://usher.example.com/reset#token=secret,DOT 554 5.7.1"
    })
    void f_sm_5_permanent_answers_refuse_and_only_their_codes_are_kept(Phase phase, String reply, String error) {
        at(phase, new Step.Reply(reply));

        assertThat(server.deliver(mail())).isEqualTo(new Answer.Refused(error));
    }

    @ParameterizedTest
    @CsvSource({
        "BANNER,421 4.3.2 later,connect 421 4.3.2",
        "BANNER,554 go away,connect 554",
        "EHLO,421 later,connect 421",
        "MAIL,421 4.7.0 later,MAIL 421 4.7.0",
        "MAIL,530 5.7.0 who are you,MAIL 530 5.7.0",
        "RCPT,530 5.7.0 who are you,RCPT 530 5.7.0"
    })
    void answers_that_are_not_about_the_mail_say_that_the_server_is_away(Phase phase, String reply, String error) {
        at(phase, new Step.Reply(reply));

        assertThat(server.deliver(mail())).isEqualTo(new Answer.Unreachable(error));
    }

    @Test
    void after_a_refusal_the_connection_serves_the_next_mail() {
        smtp.script((phase, line) ->
                phase == Phase.RCPT && line.contains("ada") ? new Step.Reply("550 5.1.1 no") : ScriptedSmtp.ACCEPT);
        server.deliver(mail());
        var other = new PlainLetters().compose(TestMails.welcome("bob@example.com"));

        assertThat(server.deliver(other)).isEqualTo(new Answer.Accepted());
        assertThat(smtp.connections()).isEqualTo(1);
    }

    @Test
    void f_sm_7_a_mail_that_was_taken_before_the_cut_is_sent_again_under_the_same_id() {
        var mail = mail();
        at(Phase.DOT, ScriptedSmtp.TAKE_AND_DROP);
        assertThat(server.deliver(mail)).isEqualTo(new Answer.Deferred("DOT connection lost"));

        smtp.script((_, _) -> ScriptedSmtp.ACCEPT);
        assertThat(server.deliver(mail)).isEqualTo(new Answer.Accepted());
        assertThat(taken()).containsExactly(mail.messageId(), mail.messageId());
    }

    @Test
    void any_success_after_the_dot_means_taken() {
        at(Phase.DOT, new Step.Reply("251 2.0.0 somehow"));

        assertThat(server.deliver(mail())).isEqualTo(new Answer.Accepted());
    }

    @Test
    void a_name_that_does_not_resolve_is_an_outage() {
        try (var lost = new SmtpMailServer(
                new Smtp("nowhere.invalid", 25, null, null, "off"),
                new Dkim(null, null, null),
                server.from(),
                SHORT,
                null)) {
            assertThat(lost.deliver(mail())).isEqualTo(new Answer.Unreachable("connect unknown host"));
        }
    }

    @Test
    void t_6_the_standing_limits_are_those_of_the_promises() {
        assertThat(SmtpLimits.STANDARD)
                .isEqualTo(new SmtpLimits(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(120),
                        Duration.ofSeconds(30)));
    }
}
