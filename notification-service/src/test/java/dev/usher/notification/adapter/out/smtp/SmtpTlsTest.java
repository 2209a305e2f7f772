package dev.usher.notification.adapter.out.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.ScriptedSmtp;
import dev.usher.kernel.testing.ScriptedSmtp.Phase;
import dev.usher.kernel.testing.ScriptedSmtp.Step;
import dev.usher.notification.NotificationSettings.Dkim;
import dev.usher.notification.NotificationSettings.Smtp;
import dev.usher.notification.SmtpPassword;
import dev.usher.notification.application.PlainLetters;
import dev.usher.notification.application.port.MailServer.Answer;
import dev.usher.notification.domain.TestMails;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nothing leaves in clear where TLS is required, and nobody but the named server gets it (promise F-SM-9). */
class SmtpTlsTest {
    private static final SmtpLimits LIMITS = new SmtpLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
    private static final TestKeys KEYS = TestKeys.of("localhost");
    private static final String PASSWORD = "hunter2 with spaces";

    private static Answer deliver(ScriptedSmtp smtp, String startTls, boolean login, @Nullable SSLSocketFactory trust) {
        var settings = new Smtp(
                "localhost", smtp.port(), login ? "usher" : null, login ? new SmtpPassword(PASSWORD) : null, startTls);
        try (var server = new SmtpMailServer(
                settings,
                new Dkim(null, null, null),
                new InternetAddress("no-reply@usher.example.com"),
                LIMITS,
                trust)) {
            return server.deliver(new PlainLetters().compose(TestMails.welcome()));
        } catch (AddressException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static List<String> verbs(ScriptedSmtp smtp) {
        return smtp.commands().stream().map(line -> line.split("[ :]", 2)[0]).toList();
    }

    @Test
    void with_tls_required_the_mail_and_the_credentials_go_out_after_the_handshake() {
        try (var smtp = ScriptedSmtp.startWithTls(KEYS.server())) {
            assertThat(deliver(smtp, "required", true, KEYS.trust())).isEqualTo(new Answer.Accepted());

            assertThat(verbs(smtp)).containsSubsequence("EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA");
            assertThat(smtp.received()).hasSize(1);
        }
    }

    @Test
    void f_sm_9_a_server_that_lost_its_starttls_gets_nothing() {
        try (var smtp = ScriptedSmtp.start()) {
            assertThat(deliver(smtp, "required", true, KEYS.trust()))
                    .isEqualTo(new Answer.Unreachable("connect STARTTLS not offered"));

            assertThat(verbs(smtp)).containsOnly("EHLO");
        }
    }

    @Test
    void f_sm_9_a_server_that_offers_and_then_refuses_gets_nothing() {
        try (var smtp = ScriptedSmtp.startWithTls(KEYS.server())) {
            smtp.script(
                    (phase, _) -> phase == Phase.STARTTLS ? new Step.Reply("454 4.7.0 not now") : ScriptedSmtp.ACCEPT);
            assertThat(deliver(smtp, "required", true, KEYS.trust()))
                    .isEqualTo(new Answer.Unreachable("connect 454 4.7.0"));

            assertThat(verbs(smtp)).containsOnly("EHLO", "STARTTLS");
        }
    }

    @Test
    void f_sm_9_a_certificate_that_nobody_vouches_for_gets_nothing() {
        try (var smtp = ScriptedSmtp.startWithTls(KEYS.server())) {
            assertThat(deliver(smtp, "required", true, null)).isEqualTo(new Answer.Unreachable("connect TLS failed"));

            assertThat(verbs(smtp)).containsOnly("EHLO", "STARTTLS");
        }
    }

    @Test
    void f_sm_9_a_certificate_for_another_name_gets_nothing() {
        var others = TestKeys.of("mail.example.com");
        try (var smtp = ScriptedSmtp.startWithTls(others.server())) {
            assertThat(deliver(smtp, "required", true, others.trust()))
                    .isEqualTo(new Answer.Unreachable("connect TLS failed"));

            assertThat(verbs(smtp)).doesNotContain("AUTH", "MAIL");
        }
    }

    @Test
    void f_sm_9_an_expired_certificate_gets_nothing() {
        var old = TestKeys.expired("localhost");
        try (var smtp = ScriptedSmtp.startWithTls(old.server())) {
            assertThat(deliver(smtp, "required", true, old.trust()))
                    .isEqualTo(new Answer.Unreachable("connect TLS failed"));

            assertThat(verbs(smtp)).doesNotContain("AUTH", "MAIL");
        }
    }

    @Test
    void refused_credentials_are_an_outage_and_are_not_repeated_in_the_reason() {
        try (var smtp = ScriptedSmtp.start()) {
            smtp.script((phase, line) ->
                    phase == Phase.AUTH ? new Step.Reply("535 5.7.8 no such user: " + line) : ScriptedSmtp.ACCEPT);
            assertThat(deliver(smtp, "off", true, null))
                    .isEqualTo(new Answer.Unreachable("connect credentials refused 535 5.7.8"));

            assertThat(verbs(smtp)).doesNotContain("MAIL");
        }
    }

    @Test
    void with_a_user_name_the_server_is_told_who_we_are() {
        try (var smtp = ScriptedSmtp.start()) {
            assertThat(deliver(smtp, "off", true, null)).isEqualTo(new Answer.Accepted());

            assertThat(smtp.commands())
                    .filteredOn(line -> line.startsWith("AUTH PLAIN "))
                    .singleElement()
                    .satisfies(line -> assertThat(new String(
                                    Base64.getDecoder().decode(line.substring("AUTH PLAIN ".length())),
                                    StandardCharsets.UTF_8))
                            .endsWith("\0usher\0" + PASSWORD));
        }
    }

    @Test
    void without_a_user_name_nobody_is_authenticated() {
        try (var smtp = ScriptedSmtp.start()) {
            assertThat(deliver(smtp, "off", false, null)).isEqualTo(new Answer.Accepted());

            assertThat(verbs(smtp)).startsWith("EHLO", "MAIL", "RCPT", "DATA").doesNotContain("AUTH");
        }
    }
}
