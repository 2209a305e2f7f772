package dev.usher.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.notification.NotificationSettings.Dkim;
import dev.usher.notification.NotificationSettings.Smtp;
import dev.usher.notification.NotificationSettings.StartTls;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationSettingsTest {
    private static final Dkim UNSIGNED = new Dkim("", "", "");
    private static final Smtp SMTP = smtp("mail.example.com", 587, null, null, "required");

    private static Smtp smtp(
            String host, int port, @Nullable String username, @Nullable SmtpPassword password, String starttls) {
        return new Smtp(host, port, username, password, starttls);
    }

    private static NotificationSettings settings(String publicUrl, String from, int workers, Duration lease) {
        return new NotificationSettings(publicUrl, from, workers, null, lease, null, SMTP, UNSIGNED);
    }

    private static NotificationSettings publicAt(String url) {
        return settings(url, "no-reply@example.com", 4, Duration.ofSeconds(30));
    }

    private static NotificationSettings from(String from) {
        return settings("https://example.com", from, 4, Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({
        "https://usher.example.com,https://usher.example.com",
        "https://usher.example.com/,https://usher.example.com",
        "http://127.0.0.1:8080,http://127.0.0.1:8080",
        "https://example.com/app/,https://example.com/app"
    })
    void a_public_address_loses_its_last_slash(String given, String kept) {
        assertThat(publicAt(given).publicAddress()).isEqualTo(URI.create(kept));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "//example.com",
                "javascript:alert(1)",
                "ftp://example.com",
                "https://user:secret@example.com",
                "https://example.com/?a=secret",
                "https://example.com/#secret",
                "https:///path",
                "https://exa mple.com"
            })
    void what_no_mail_may_link_to_is_refused_by_the_name_of_its_variable(String url) {
        assertThatThrownBy(() -> publicAt(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("PUBLIC_URL must be")
                .hasMessageNotContaining("secret");
    }

    @Test
    void a_sender_may_have_a_name() {
        assertThat(from("no-reply@example.com").sender().name()).isNull();
        assertThat(from("Usher <no-reply@example.com>").sender())
                .isEqualTo(new NotificationSettings.Sender(
                        "Usher", new dev.usher.notification.domain.MailAddress("no-reply@example.com")));
        assertThat(from("<no-reply@example.com>").sender().name()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "usher", "Usher <usher>", "Usher <no-reply@example.com", "no-reply@example.com\r\nBcc: x"})
    void what_is_no_sender_is_refused(String text) {
        assertThatThrownBy(() -> from(text)).hasMessageStartingWith("MAIL_FROM must be");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65})
    void the_number_of_workers_has_a_limit(int workers) {
        assertThatThrownBy(
                        () -> settings("https://example.com", "no-reply@example.com", workers, Duration.ofSeconds(30)))
                .hasMessage("SMTP_CONNECTIONS must be 0 to 64");
    }

    @ParameterizedTest
    @CsvSource({"4,,3", "8,,6", "64,,48", "1,,1", "0,,1", "2,,1", "4,4,4", "4,1,1", "4,9,9"})
    void of_each_domain_a_share_of_the_workers(int workers, @Nullable Integer set, int share) {
        assertThat(new NotificationSettings(
                                "https://example.com",
                                "no-reply@example.com",
                                workers,
                                set,
                                Duration.ofSeconds(30),
                                null,
                                SMTP,
                                UNSIGNED)
                        .mailsPerDomain())
                .isEqualTo(share);
    }

    private static void dkim(@Nullable String domain, @Nullable String selector, @Nullable String key, String from) {
        var dkim = new Dkim(domain, selector, key);
        var settings = new NotificationSettings(
                "https://example.com", from, 4, null, Duration.ofSeconds(30), null, SMTP, dkim);
        assertThat(settings.dkim().signing()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-reply@example.com", "Usher <no-reply@mail.example.com>"})
    void a_mail_is_signed_by_the_domain_that_it_is_from_or_one_above(String from) {
        dkim("example.com", "s1.mail", "/dkim.pem", from);
    }

    @ParameterizedTest
    @CsvSource({"example.com,s1,", "example.com,,/key", ",s1,/key", "example.com,' ',/key"})
    void f_op_6_half_a_signature_is_refused(@Nullable String domain, @Nullable String selector, @Nullable String key) {
        assertThatThrownBy(() -> dkim(domain, selector, key, "no-reply@example.com"))
                .hasMessage("DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY_PATH must be set together");
    }

    @ParameterizedTest
    @CsvSource({
        "example;com,s1,DKIM_DOMAIN must be a domain name",
        "localhost,s1,DKIM_DOMAIN must be a domain name",
        "example.com,s 1,DKIM_SELECTOR must be a name as in DNS",
        "example.com,s1;l=0,DKIM_SELECTOR must be a name as in DNS",
        "other.example.com,s1,DKIM_DOMAIN must be the domain of MAIL_FROM or one above it",
        "ample.com,s1,DKIM_DOMAIN must be the domain of MAIL_FROM or one above it"
    })
    void f_op_6_a_signature_that_nobody_would_believe_is_refused(String domain, String selector, String why) {
        assertThatThrownBy(() -> dkim(domain, selector, "/dkim.pem", "no-reply@example.com"))
                .hasMessage(why);
    }

    @Test
    void f_op_6_no_share_at_all_is_refused() {
        assertThatThrownBy(() -> new NotificationSettings(
                        "https://example.com",
                        "no-reply@example.com",
                        4,
                        0,
                        Duration.ofSeconds(30),
                        null,
                        SMTP,
                        UNSIGNED))
                .hasMessage("MAIL_PER_DOMAIN must be 1 or more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT9S", "PT61S"})
    void a_lease_ends_within_a_minute_and_not_before_it_can_be_renewed(Duration lease) {
        assertThatThrownBy(() -> settings("https://example.com", "no-reply@example.com", 4, lease))
                .hasMessage("usher.mail.lease must be 10s to 60s");
    }

    @ParameterizedTest
    @CsvSource({"off,OFF", "required,REQUIRED"})
    void starttls_is_off_or_required(String text, StartTls expected) {
        assertThat(smtp("mail.example.com", 25, null, null, text).startTls()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "on", "optional", "OFF", "true"})
    void anything_else_for_starttls_is_refused(String text) {
        assertThatThrownBy(() -> smtp("mail.example.com", 25, null, null, text))
                .hasMessage("SMTP_STARTTLS must be off or required");
    }

    @Test
    void a_mail_server_has_a_name_and_a_port() {
        assertThatThrownBy(() -> smtp(" ", 25, null, null, "off")).hasMessage("SMTP_HOST is not set");
        assertThatThrownBy(() -> smtp("mail", 0, null, null, "off")).hasMessage("SMTP_PORT must be 1 to 65535");
        assertThatThrownBy(() -> smtp("mail", 65536, null, null, "off")).hasMessage("SMTP_PORT must be 1 to 65535");
    }

    @Test
    void credentials_are_complete_or_absent_and_never_printed() {
        var password = new SmtpPassword("hunter2");
        assertThat(smtp("mail", 25, null, null, "off").credentials()).isEmpty();
        assertThat(smtp("mail", 25, "", new SmtpPassword(""), "off").credentials())
                .isEmpty();
        assertThat(smtp("mail", 25, "usher", password, "required").credentials())
                .contains(new Smtp.Credentials("usher", password));
        assertThatThrownBy(() -> smtp("mail", 25, "usher", new SmtpPassword(""), "off"))
                .hasMessage("SMTP_PASSWORD is not set, but SMTP_USERNAME is");
        assertThat(smtp("mail", 25, "usher", password, "required").toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail", "mail.example.com", "192.0.2.1", "127.example.com", "localhost.example.com", "::2"})
    void f_op_6_a_password_never_travels_in_clear(String host) {
        assertThatThrownBy(() -> smtp(host, 25, "usher", new SmtpPassword("hunter2"), "off"))
                .hasMessage(
                        "SMTP_STARTTLS must be required when SMTP_USERNAME is set: the password would travel in clear");
        assertThat(smtp(host, 25, null, null, "off").credentials()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.1.2.3", "::1"})
    void on_this_machine_a_password_needs_no_tls(String host) {
        assertThat(smtp(host, 25, "usher", new SmtpPassword("hunter2"), "off").credentials())
                .isPresent();
    }
}
