package dev.usher.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.kernel.testing.Mail;
import dev.usher.kernel.testing.SmtpServer;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Shows the mails that the local SMTP server accepted: a page for people, JSON for programs (design §7). */
final class Mailbox implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern API_MESSAGE = Pattern.compile("/api/messages/(\\d{1,18})");
    private static final Pattern PAGE = Pattern.compile("/messages/(\\d{1,18})");
    private static final Pattern PAGE_HTML = Pattern.compile("/messages/(\\d{1,18})/html");
    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost");

    private final SmtpServer smtp;
    private final Undertow server;

    Mailbox(int port, SmtpServer smtp) {
        this.smtp = smtp;
        server = Undertow.builder()
                .addHttpListener(port, "127.0.0.1")
                .setIoThreads(1)
                .setWorkerThreads(2)
                .setHandler(this::handle)
                .build();
        server.start();
    }

    private void handle(HttpServerExchange exchange) {
        // A name that somebody else's DNS points here would let their page read the mails.
        if (!NAMES.contains(exchange.getHostName())
                || !exchange.getRequestMethod().equalToString("GET")) {
            Problems.NOT_FOUND.send(exchange);
            return;
        }
        var path = exchange.getRequestPath();
        if (path.equals("/")) {
            page(exchange, MailPages.list(smtp.mails()));
        } else if (path.equals("/api/messages")) {
            json(exchange, Map.of("items", list(exchange)));
        } else {
            message(exchange, path);
        }
    }

    private void message(HttpServerExchange exchange, String path) {
        var api = API_MESSAGE.matcher(path);
        var page = PAGE.matcher(path);
        var html = PAGE_HTML.matcher(path);
        if (api.matches()) {
            mail(api.group(1))
                    .ifPresentOrElse(mail -> json(exchange, describe(mail)), () -> Problems.NOT_FOUND.send(exchange));
        } else if (page.matches()) {
            mail(page.group(1))
                    .ifPresentOrElse(
                            mail -> page(exchange, MailPages.message(mail)), () -> Problems.NOT_FOUND.send(exchange));
        } else if (html.matches()) {
            mail(html.group(1))
                    .filter(mail -> mail.html() != null)
                    .ifPresentOrElse(mail -> foreign(exchange, mail), () -> Problems.NOT_FOUND.send(exchange));
        } else {
            Problems.NOT_FOUND.send(exchange);
        }
    }

    private Optional<Mail> mail(String id) {
        var number = Long.parseLong(id);
        return smtp.mails().stream().filter(mail -> mail.id() == number).findFirst();
    }

    /** In the order of arrival; {@code ?to=} picks one recipient. */
    private List<Map<String, Object>> list(HttpServerExchange exchange) {
        var to = exchange.getQueryParameters().get("to");
        var mails = to == null ? smtp.mails() : smtp.mailsTo(to.getFirst());
        return mails.stream().map(Mailbox::summary).toList();
    }

    private static Map<String, Object> summary(Mail mail) {
        var members = new LinkedHashMap<String, Object>();
        members.put("id", "" + mail.id());
        members.put("to", mail.to());
        members.put("subject", mail.subject());
        members.put("received_at", mail.receivedAt().toString());
        return members;
    }

    private static Map<String, Object> describe(Mail mail) {
        var members = summary(mail);
        members.put("headers", mail.headers());
        members.put("text", mail.text());
        members.put("html", mail.html());
        return members;
    }

    private static void json(HttpServerExchange exchange, Object body) {
        try {
            send(exchange, "application/json", "default-src 'none'", JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void page(HttpServerExchange exchange, String html) {
        send(
                exchange,
                "text/html; charset=utf-8",
                "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'none'",
                html);
    }

    /** The mail's own HTML: no script, nothing loaded from anywhere, an origin of its own. */
    private static void foreign(HttpServerExchange exchange, Mail mail) {
        send(
                exchange,
                "text/html; charset=utf-8",
                "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
                String.valueOf(mail.html()));
    }

    private static void send(HttpServerExchange exchange, String type, String policy, String body) {
        var headers = exchange.getResponseHeaders();
        headers.put(Headers.CONTENT_TYPE, type);
        headers.put(Headers.CACHE_CONTROL, "no-store");
        headers.put(new HttpString("Content-Security-Policy"), policy);
        headers.put(new HttpString("X-Content-Type-Options"), "nosniff");
        headers.put(new HttpString("Referrer-Policy"), "no-referrer");
        exchange.getResponseSender().send(body);
    }

    @Override
    public void close() {
        server.stop();
    }
}
