package dev.usher.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Scratch;
import dev.usher.kernel.testing.SmtpServer;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private static final String SCRIPT = "<script>alert(1)</script>";

    private SmtpServer smtp;
    private Mailbox mailbox;
    private Http client;
    private int port;

    @BeforeEach
    void start() {
        smtp = SmtpServer.start(0);
        port = Scratch.freePort();
        mailbox = new Mailbox(port, smtp);
        client = Http.at("http://127.0.0.1:" + port);
    }

    @AfterEach
    void stop() {
        mailbox.close();
        smtp.close();
    }

    private void send(String to, String subject, String text, String html) throws MessagingException {
        var properties = new Properties();
        properties.setProperty("mail.smtp.host", smtp.host());
        properties.setProperty("mail.smtp.port", "" + smtp.port());
        var message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("no-reply@example.com"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        var plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        var rich = new MimeBodyPart();
        rich.setText(html, "UTF-8", "html");
        message.setContent(new MimeMultipart("alternative", plain, rich));
        Transport.send(message);
    }

    @Test
    void programs_find_the_mails_of_one_address_and_read_them() throws MessagingException {
        send("ada@example.com", "Welcome, Ada", "Hello Ada", "<p>Hello Ada</p>");
        send("bob@example.com", "Welcome, Bob", "Hello Bob", "<p>Hello Bob</p>");

        assertThat(client.get("/api/messages").json().path("items")).hasSize(2);
        var items = client.get("/api/messages?to=ADA%40example.com").json().path("items");
        assertThat(items).hasSize(1);
        var item = items.get(0);
        assertThat(item.properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactly("id", "to", "subject", "received_at");
        assertThat(item.path("to").asText()).isEqualTo("ada@example.com");
        assertThat(item.path("subject").asText()).isEqualTo("Welcome, Ada");
        assertThat(Instant.parse(item.path("received_at").asText())).isBefore(Instant.MAX);

        var mail = client.get("/api/messages/" + item.path("id").asText()).json();
        assertThat(mail.properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactly("id", "to", "subject", "received_at", "headers", "text", "html");
        assertThat(mail.path("text").asText()).isEqualTo("Hello Ada");
        assertThat(mail.path("html").asText()).isEqualTo("<p>Hello Ada</p>");
        assertThat(mail.at("/headers/From").asText()).isEqualTo("no-reply@example.com");
        assertThat(client.get("/api/messages?to=nobody@example.com").json().path("items"))
                .isEmpty();
    }

    @Test
    void people_find_them_newest_first() throws MessagingException {
        assertThat(client.get("/").body()).contains("No mail yet");
        send("ada@example.com", "First", "one", "<p>one</p>");
        send("ada@example.com", "Second", "two", "<p>two</p>");
        var page = client.get("/").body();
        assertThat(page.indexOf("Second")).isPositive().isLessThan(page.indexOf("First"));
        assertThat(client.get("/messages/1").body()).contains("First", "<pre>one</pre>", "src=\"/messages/1/html\"");
    }

    @Test
    void what_a_mail_contains_stays_harmless() throws MessagingException {
        send("\"<b>x</b>\"@example.com", SCRIPT, SCRIPT, SCRIPT);

        var list = client.get("/");
        var page = client.get("/messages/1");
        assertThat(list.body() + page.body()).doesNotContain(SCRIPT, "<b>x</b>").contains("&lt;script&gt;");
        assertThat(page.body()).contains("<iframe sandbox ");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("script-src");

        var frame = client.get("/messages/1/html");
        assertThat(frame.body()).isEqualTo(SCRIPT);
        assertThat(frame.header("Content-Security-Policy")).startsWith("sandbox; default-src 'none'");
        assertThat(frame.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void other_names_other_methods_and_other_paths_are_nothing() {
        assertThat(client.raw("GET / HTTP/1.1\r\nHost: rebound.example.com\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
        assertThat(client.raw("GET / HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(client.post("/api/messages", "{}").status()).isEqualTo(404);
        assertThat(client.get("/api/messages/1").status()).isEqualTo(404);
        assertThat(client.get("/messages/1/html").status()).isEqualTo(404);
        assertThat(client.get("/api/messages/999999999999999999999").status()).isEqualTo(404);
    }
}
