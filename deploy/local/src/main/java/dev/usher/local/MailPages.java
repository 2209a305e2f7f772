package dev.usher.local;

import dev.usher.kernel.testing.Mail;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The mailbox for people. All that comes from a mail is escaped; its HTML is shown in a sandboxed frame. */
final class MailPages {
    private static final int SHOWN = 200;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH).withZone(ZoneId.systemDefault());

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            %s<title>%s</title>
            <style>
            :root { color-scheme: light dark; --line: #8884; --soft: #8882; --link: #2459c4; }
            @media (prefers-color-scheme: dark) { :root { --link: #8ab4ff; } }
            body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 3rem; }
            h1 { font-size: 1.35rem; margin: 0 0 1rem; overflow-wrap: anywhere; }
            a { color: var(--link); }
            table { border-collapse: collapse; width: 100%%; }
            th, td { text-align: left; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top;
              overflow-wrap: anywhere; }
            th { font-weight: 600; font-size: .85rem; opacity: .75; }
            td.when { white-space: nowrap; font-variant-numeric: tabular-nums; }
            p.empty { padding: 3rem 0; text-align: center; opacity: .75; }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0 0 1.25rem; }
            dt { opacity: .75; } dd { margin: 0; overflow-wrap: anywhere; }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); padding: 1rem; border-radius: .4rem; }
            iframe { width: 100%%; height: 36rem; border: 1px solid var(--line); border-radius: .4rem; background: #fff; }
            h2 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
            summary { cursor: pointer; }
            </style>
            </head>
            <body>
            """;

    private MailPages() {}

    /** Newest first; the page asks again every few seconds. */
    static String list(List<Mail> mails) {
        var rows = mails.reversed().stream().limit(SHOWN).map(MailPages::row).collect(Collectors.joining());
        var body = mails.isEmpty()
                ? "<p class=\"empty\">No mail yet. Sign somebody up, and the welcome mail will be here.</p>\n"
                : "<table>\n<thead><tr><th>To</th><th>Subject</th><th>Received</th></tr></thead>\n<tbody>\n" + rows
                        + "</tbody>\n</table>\n";
        var more = mails.size() > SHOWN ? "<p>The newest " + SHOWN + " of " + mails.size() + ".</p>\n" : "";
        return HEAD.formatted("<meta http-equiv=\"refresh\" content=\"3\">\n", "Usher mailbox")
                + "<h1>Usher mailbox</h1>\n" + body + more + "</body>\n</html>\n";
    }

    private static String row(Mail mail) {
        return "<tr><td>%s</td><td><a href=\"/messages/%d\">%s</a></td><td class=\"when\">%s</td></tr>\n"
                .formatted(
                        escape(mail.to()),
                        mail.id(),
                        escape(mail.subject().isBlank() ? "(no subject)" : mail.subject()),
                        TIME.format(mail.receivedAt()));
    }

    static String message(Mail mail) {
        var page = new StringBuilder(HEAD.formatted("", escape(mail.subject())));
        page.append("<p><a href=\"/\">All mails</a></p>\n<h1>")
                .append(escape(mail.subject()))
                .append("</h1>\n<dl>\n");
        field(page, "From", String.valueOf(mail.headers().getOrDefault("From", "")));
        field(page, "To", mail.to());
        field(page, "Received", TIME.format(mail.receivedAt()));
        page.append("</dl>\n");
        if (mail.html() != null) {
            page.append("<iframe sandbox title=\"The mail as HTML\" src=\"/messages/%d/html\"></iframe>\n"
                    .formatted(mail.id()));
        }
        if (mail.text() != null) {
            page.append("<h2>Text</h2>\n<pre>").append(escape(mail.text())).append("</pre>\n");
        }
        page.append("<details>\n<summary>All headers</summary>\n<dl>\n");
        mail.headers().forEach((name, value) -> field(page, name, value));
        return page.append("</dl>\n</details>\n</body>\n</html>\n").toString();
    }

    private static void field(StringBuilder page, String name, String value) {
        page.append("<dt>")
                .append(escape(name))
                .append("</dt><dd>")
                .append(escape(value))
                .append("</dd>\n");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
