package dev.usher.notification.adapter.out.letter;

import dev.usher.kernel.event.SealedText;
import dev.usher.kernel.event.Unreadable;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills the one template. Links lead to the configured public address and nowhere else. A token is opened here, for the
 * letter alone, and stands in the fragment of its link, which no browser sends to a server.
 */
@Singleton
final class TemplateLetters implements Letters {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    private final String publicUrl;
    private final SealedText sealedText;

    @Inject
    TemplateLetters(NotificationSettings settings, SealedText sealedText) {
        this(settings.publicAddress(), sealedText);
    }

    TemplateLetters(URI publicUrl, SealedText sealedText) {
        this.publicUrl = publicUrl.toString();
        this.sealedText = sealedText;
    }

    @Override
    public Mail compose(Notification notification) {
        var to = new MailAddress(notification.recipient());
        var texts = new LetterTexts(notification.kind(), notification.locale(), notification.model());
        var link = link(notification);
        return new Mail(
                notification.messageId(),
                to,
                notification.createdAt(),
                texts.language(),
                texts.get("subject"),
                text(texts, link),
                html(texts, link));
    }

    /** Null where there is nothing left to open. */
    private @Nullable String link(Notification notification) {
        return switch (notification.kind()) {
            case WELCOME, PASSWORD_CHANGED, SESSION_REUSE, ADDRESS_TAKEN -> publicUrl;
            case VERIFY_EMAIL ->
                publicUrl + "/verify#token=" + token(notification, "user:email-verification-requested");
            case RESET_PASSWORD -> publicUrl + "/reset#token=" + token(notification, "user:password-reset-requested");
            case ACCOUNT_DELETED -> null;
        };
    }

    private String token(Notification notification, String eventType) {
        try {
            var token = sealedText.open(notification.model().getOrDefault("token", ""), eventType);
            return URLEncoder.encode(token, StandardCharsets.UTF_8).replace("+", "%20");
        } catch (Unreadable changedKey) {
            // It could be opened when it came: tried again, in case the key comes back before the token expires.
            throw new IllegalStateException("the token of a mail cannot be opened", changedKey);
        }
    }

    private static String text(LetterTexts texts, @Nullable String link) {
        var blocks = new ArrayList<String>();
        blocks.add(texts.get("heading"));
        blocks.addAll(texts.all("paragraph"));
        if (link != null) {
            blocks.add(texts.get("action") + ": " + link);
        }
        blocks.add("-- \n" + texts.get("footer"));
        return String.join("\n\n", blocks) + "\n";
    }

    private String html(LetterTexts texts, @Nullable String link) {
        var parameters = new HashMap<String, Object>(Map.of(
                "language", texts.language(),
                "subject", texts.get("subject"),
                "heading", texts.get("heading"),
                "paragraphs", texts.all("paragraph"),
                "footer", texts.get("footer")));
        if (link != null) {
            parameters.put("actionLabel", texts.get("action"));
            parameters.put("actionUrl", link);
        }
        var html = new StringOutput(8192);
        engine.render("letter.jte", parameters, html);
        return html.toString();
    }
}
