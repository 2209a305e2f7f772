package dev.usher.notification.adapter.in.kafka;

import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.EventHandler;
import dev.usher.kernel.event.SealedText;
import dev.usher.kernel.event.Unreadable;
import dev.usher.notification.application.EraseUser;
import dev.usher.notification.application.QueueMail;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.Origin;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;

/**
 * Events of other services, each of which asks for one mail; a deletion also makes all others go. Names and language come
 * with each of them: auth-service follows {@code profile:changed}, so they are those of its moment, and nothing about a
 * person has to be kept here.
 */
@Singleton
final class MailEvents implements EventHandler {
    private static final Map<String, Kind> KINDS = Map.of(
            "user:signup", Kind.WELCOME,
            "user:email-verification-requested", Kind.VERIFY_EMAIL,
            "user:password-reset-requested", Kind.RESET_PASSWORD,
            "user:password-changed", Kind.PASSWORD_CHANGED,
            "session:reuse-detected", Kind.SESSION_REUSE,
            "user:address-taken", Kind.ADDRESS_TAKEN,
            "user:deleted", Kind.ACCOUNT_DELETED);

    private final QueueMail queueMail;
    private final EraseUser eraseUser;
    private final SealedText sealedText;
    private final MeterRegistry metrics;

    MailEvents(QueueMail queueMail, EraseUser eraseUser, SealedText sealedText, MeterRegistry metrics) {
        this.queueMail = queueMail;
        this.eraseUser = eraseUser;
        this.sealedText = sealedText;
        this.metrics = metrics;
    }

    @Override
    public Set<String> types() {
        return KINDS.keySet();
    }

    @Override
    public void handle(Event event) throws Unreadable {
        switch (queue(event)) {
            case QueueMail.Result.Queued _, QueueMail.Result.NotWanted _ -> {}
            case QueueMail.Result.Parked _ ->
                metrics.counter("usher.mail.parked", "reason", "invalid-address")
                        .increment();
        }
    }

    private QueueMail.Result queue(Event event) throws Unreadable {
        var kind = kind(event);
        var data = event.data(MailData.class);
        return switch (kind) {
            case WELCOME -> queue(kind, event, data, Map.of("first_name", data.firstNameOrThrow()));
            case VERIFY_EMAIL, RESET_PASSWORD -> queueMail.queue(tokenMail(kind, event, data));
            case PASSWORD_CHANGED, ADDRESS_TAKEN -> queue(kind, event, data, Map.of("occurred_at", data.occurred()));
            case SESSION_REUSE ->
                queue(kind, event, data, Map.of("occurred_at", data.occurred(), "ip", data.network()));
            case ACCOUNT_DELETED -> eraseUser.erase(data.user(), farewell(kind, event, data));
        };
    }

    private static Kind kind(Event event) throws Unreadable {
        var kind = KINDS.get(event.type());
        if (kind == null) {
            throw new Unreadable("header ce_type: no mail follows from it");
        }
        return kind;
    }

    /** The token stays sealed in the ledger; that it can be opened is seen now, while the event can still be set aside. */
    private Notification.Request tokenMail(Kind kind, Event event, MailData data) throws Unreadable {
        sealedText.open(data.sealedToken(), event.type());
        var expires = data.expires();
        return new Notification.Request(
                kind,
                data.recipient(),
                data.user(),
                data.language(),
                Map.of("token", data.sealedToken(), "expires_at", expires.toString()),
                new Origin(event.source(), event.id()),
                expires);
    }

    private QueueMail.Result queue(Kind kind, Event event, MailData data, Map<String, String> model) {
        return queueMail.queue(new Notification.Request(
                kind,
                data.recipient(),
                // This one tells the owner of an account what a stranger did, and names no account.
                kind == Kind.ADDRESS_TAKEN ? null : data.user(),
                data.language(),
                model,
                new Origin(event.source(), event.id()),
                null));
    }

    private Notification.Request farewell(Kind kind, Event event, MailData data) throws Unreadable {
        return new Notification.Request(
                kind,
                data.recipient(sealedText, event.type()),
                null,
                data.language(),
                Map.of("occurred_at", data.occurred()),
                new Origin(event.source(), event.id()),
                null);
    }
}
