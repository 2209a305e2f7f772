package dev.usher.notification.adapter.out.letter;

import dev.usher.notification.NotificationSettings;
import dev.usher.notification.application.port.Letters;
import dev.usher.notification.domain.Mail;
import dev.usher.notification.domain.MailAddress;
import dev.usher.notification.domain.Notification;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Fills the one template. Links lead to the configured public address and nowhere else. */
@Singleton
final class TemplateLetters implements Letters {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    private final String publicUrl;

    @Inject
    TemplateLetters(NotificationSettings settings) {
        this(settings.publicAddress());
    }

    TemplateLetters(URI publicUrl) {
        this.publicUrl = publicUrl.toString();
    }

    @Override
    public Mail compose(Notification notification) {
        var to = new MailAddress(notification.recipient());
        var texts = new LetterTexts(notification.kind(), notification.locale(), notification.model());
        return new Mail(
                notification.messageId(),
                to,
                notification.createdAt(),
                texts.language(),
                texts.get("subject"),
                text(texts),
                html(texts));
    }

    private String text(LetterTexts texts) {
        var blocks = List.of(
                texts.get("heading"),
                String.join("\n\n", texts.all("paragraph")),
                texts.get("action") + ": " + publicUrl,
                "-- \n" + texts.get("footer"));
        return String.join("\n\n", blocks) + "\n";
    }

    private String html(LetterTexts texts) {
        var html = new StringOutput(8192);
        engine.render(
                "letter.jte",
                Map.of(
                        "language", texts.language(),
                        "subject", texts.get("subject"),
                        "heading", texts.get("heading"),
                        "paragraphs", texts.all("paragraph"),
                        "actionLabel", texts.get("action"),
                        "actionUrl", publicUrl,
                        "footer", texts.get("footer")),
                html);
        return html.toString();
    }
}
