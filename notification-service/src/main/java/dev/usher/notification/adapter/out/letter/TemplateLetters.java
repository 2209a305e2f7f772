package dev.usher.notification.adapter.out.letter;

import dev.usher.kernel.event.SealedText;
import dev.usher.kernel.event.Unreadable;
import dev.usher.notification.NotificationSettings;
import dev.usher.notification.application.port.Letters;
import dev.usher.notification.domain.Mail;
import dev.usher.notification.domain.MailAddress;
import dev.usher.notification.domain.Notification;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Links lead to the configured public address and nowhere else. A token is opened here, for the letter alone, and stands
 * in the fragment of its link, which no browser sends to a server.
 */
@Singleton
final class TemplateLetters implements Letters {
    private final LetterTexts texts;
    private final LetterPage page;
    private final String publicUrl;
    private final SealedText sealedText;

    @Inject
    TemplateLetters(LetterTexts texts, LetterPage page, NotificationSettings settings, SealedText sealedText) {
        this(texts, page, settings.publicAddress(), sealedText);
    }

    TemplateLetters(LetterTexts texts, LetterPage page, URI publicUrl, SealedText sealedText) {
        this.texts = texts;
        this.page = page;
        this.publicUrl = publicUrl.toString();
        this.sealedText = sealedText;
    }

    @Override
    public Mail compose(Notification notification) {
        var to = new MailAddress(notification.recipient());
        var text = texts.of(notification.kind(), notification.locale()).filledWith(notification.model());
        var link = link(notification);
        return new Mail(
                notification.messageId(),
                to,
                notification.createdAt(),
                text.language().toLanguageTag(),
                text.subject(),
                plain(text, link),
                page.of(text, link));
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

    private static String plain(LetterText text, @Nullable String link) {
        var blocks = new ArrayList<String>();
        blocks.add(text.heading());
        blocks.addAll(text.paragraphs());
        if (link != null && text.action() != null) {
            blocks.add(text.action() + ": " + link);
        }
        blocks.add("-- \n" + text.footer());
        return String.join("\n\n", blocks) + "\n";
    }
}
