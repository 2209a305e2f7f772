package dev.usher.notification.adapter.out.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.testing.ScriptedSmtp;
import dev.usher.kernel.testing.ScriptedSmtp.Phase;
import dev.usher.kernel.testing.ScriptedSmtp.Step;
import dev.usher.notification.NotificationSettings.Dkim;
import dev.usher.notification.NotificationSettings.Smtp;
import dev.usher.notification.application.PlainLetters;
import dev.usher.notification.application.port.MailServer.Answer;
import dev.usher.notification.domain.Mail;
import dev.usher.notification.domain.TestMails;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures as a receiver checks them: by RFC 6376 and the public key alone, without the library that made them. */
class DkimSigningTest {
    private static final KeyPair KEYS = keys("RSA", 2048);

    @TempDir
    private Path directory;

    private final ScriptedSmtp smtp = ScriptedSmtp.start();

    @AfterEach
    void stop() {
        smtp.close();
    }

    private static KeyPair keys(String algorithm, int size) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            if (size > 0) {
                generator.initialize(size);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String pem(KeyPair keys) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private Dkim settings(String pem) throws IOException {
        var file = Files.writeString(directory.resolve("dkim.pem"), pem);
        return new Dkim("example.com", "usher2026", file.toString());
    }

    private SmtpMailServer server(Dkim dkim) throws AddressException {
        return new SmtpMailServer(
                new Smtp("127.0.0.1", smtp.port(), null, null, "off"),
                dkim,
                new InternetAddress("no-reply@usher.example.com"),
                SmtpLimits.STANDARD,
                null);
    }

    private static Mail mail(String name) {
        return new PlainLetters().compose(TestMails.welcome("ada@example.org", name, TestMails.NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada",
                "Zoë \uD83D\uDE80  two  spaces ",
                ".\r\n.\r\n\r\n\r\n",
                "a line that is longer than any that goes over the wire in one piece, so that it is folded and encoded somehow"
            })
    void what_arrives_has_a_signature_that_the_public_key_verifies(String name) throws Exception {
        try (var server = server(settings(pem(KEYS)))) {
            assertThat(server.deliver(mail(name))).isEqualTo(new Answer.Accepted());
        }
        var received = smtp.received().getFirst().content();

        assertThat(verifies(received, KEYS.getPublic())).isTrue();
        assertThat(tags(received))
                .containsEntry("d", "example.com")
                .containsEntry("s", "usher2026")
                .containsEntry("a", "rsa-sha256")
                .containsEntry("c", "relaxed/relaxed")
                .doesNotContainKey("l");
        assertThat(received.lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThan(998));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Subject: Hello", "From: no-reply@", "To: ada@", "Auto-Submitted: auto-g", "Hello Ada"})
    void whatever_is_changed_on_the_way_is_noticed(String part) throws Exception {
        try (var server = server(settings(pem(KEYS)))) {
            server.deliver(mail("Ada"));
        }
        var received = smtp.received().getFirst().content();

        assertThat(received).contains(part);
        assertThat(verifies(received.replaceFirst(part, part + "x"), KEYS.getPublic()))
                .isFalse();
        assertThat(verifies("Subject: another\r\n" + received, KEYS.getPublic()))
                .isFalse();
        assertThat(verifies(received, keys("RSA", 2048).getPublic())).isFalse();
    }

    @Test
    void a_second_attempt_is_the_same_mail_with_the_same_signature() throws Exception {
        var mail = mail("Ada");
        try (var server = server(settings(pem(KEYS)))) {
            smtp.script((phase, _) -> phase == Phase.DOT ? ScriptedSmtp.TAKE_AND_DROP : ScriptedSmtp.ACCEPT);
            server.deliver(mail);
            smtp.script((_, _) -> new Step.Accept());
            server.deliver(mail);
        }

        assertThat(smtp.received()).hasSize(2).allSatisfy(copy -> {
            assertThat(copy.header("Message-ID")).isEqualTo(mail.messageId());
            assertThat(verifies(copy.content(), KEYS.getPublic())).isTrue();
        });
    }

    @Test
    void without_settings_nothing_is_signed() throws Exception {
        try (var server = server(new Dkim("", "", ""))) {
            server.deliver(mail("Ada"));
        }

        assertThat(smtp.received().getFirst().header("DKIM-Signature")).isNull();
    }

    @Test
    void f_op_6_a_key_that_is_none_stops_the_start_and_is_not_repeated() throws IOException {
        var key = Base64.getMimeEncoder().encodeToString(KEYS.getPrivate().getEncoded());
        for (var bad : List.of(
                "",
                key,
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                pem(KEYS).replace("BEGIN PRIVATE", "BEGIN RSA PRIVATE"),
                pem(keys("RSA", 1024)),
                pem(keys("Ed25519", 0)))) {
            var settings = settings(bad);
            assertThatThrownBy(() -> server(settings))
                    .isInstanceOf(ConfigurationException.class)
                    .hasNoCause()
                    .hasMessage(
                            "DKIM_KEY_PATH must be a file with an RSA key of 2048 bits or more in PKCS #8 (-----BEGIN PRIVATE KEY-----)");
        }
        assertThatThrownBy(() -> server(
                        new Dkim("example.com", "s", directory.resolve("none").toString())))
                .hasMessageStartingWith("DKIM_KEY_PATH must be a file");
    }

    // RFC 6376, section 6.1.3, for relaxed/relaxed and rsa-sha256.

    private static boolean verifies(String message, PublicKey key) throws GeneralSecurityException {
        var end = message.indexOf("\r\n\r\n") + 2;
        var tags = tags(message);
        var body = MessageDigest.getInstance("SHA-256").digest(ascii(relaxedBody(message.substring(end + 2))));
        if (!Base64.getEncoder().encodeToString(body).equals(tags.get("bh"))) {
            return false;
        }
        var headers = headers(message.substring(0, end));
        var signed = new StringBuilder();
        for (var name : tags.getOrDefault("h", "").split(":", -1)) {
            // Bottom up, each once; one that is not there counts as nothing.
            var named = headers.getOrDefault(name.strip().toLowerCase(Locale.ROOT), List.of());
            if (!named.isEmpty()) {
                signed.append(relaxedHeader(named.removeLast())).append("\r\n");
            }
        }
        var own = headers.getOrDefault("dkim-signature", List.of()).getFirst();
        signed.append(relaxedHeader(own.replaceFirst("([;\\s]b=)[^;]*", "$1")));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update(ascii(signed.toString()));
        return signature.verify(Base64.getMimeDecoder().decode(tags.getOrDefault("b", "")));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> tags(String message) {
        var own = headers(message.substring(0, message.indexOf("\r\n\r\n") + 2))
                .getOrDefault("dkim-signature", List.of())
                .getFirst();
        var tags = new HashMap<String, String>();
        for (var tag : own.substring(own.indexOf(':') + 1).replaceAll("\\s", "").split(";", -1)) {
            if (tag.isEmpty()) {
                continue;
            }
            tags.put(tag.substring(0, tag.indexOf('=')), tag.substring(tag.indexOf('=') + 1));
        }
        return tags;
    }

    private static Map<String, List<String>> headers(String head) {
        var headers = new HashMap<String, List<String>>();
        for (var header : head.stripTrailing().split("\r\n(?![ \t])", -1)) {
            var name = header.substring(0, header.indexOf(':')).strip().toLowerCase(Locale.ROOT);
            headers.computeIfAbsent(name, _ -> new ArrayList<>()).add(header);
        }
        return headers;
    }

    private static String relaxedHeader(String header) {
        var colon = header.indexOf(':');
        var value = header.substring(colon + 1)
                .replace("\r\n", "")
                .replaceAll("[ \t]+", " ")
                .strip();
        return header.substring(0, colon).strip().toLowerCase(Locale.ROOT) + ":" + value;
    }

    private static String relaxedBody(String body) {
        var lines = body.replaceAll("[ \t]+", " ").replaceAll(" \r\n", "\r\n").replaceFirst("(\r\n)+$", "");
        return lines.isEmpty() ? "" : lines + "\r\n";
    }
}
