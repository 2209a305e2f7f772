package dev.usher.notification.adapter.in.kafka;

import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.EventHandler;
import dev.usher.kernel.event.Unreadable;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Text;
import dev.usher.notification.application.QueueMail;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.Origin;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code user:signup} → a welcome mail. */
@Singleton
final class SignUpHandler implements EventHandler {
    /** Longer than any address, so that what is none is seen in the ledger; shorter than what could fill it. */
    private static final int MAX_RECIPIENT = 320;

    private static final int MAX_NAME = 100;
    private static final int MAX_LOCALE = 35;

    private final QueueMail queueMail;
    private final MeterRegistry metrics;

    SignUpHandler(QueueMail queueMail, MeterRegistry metrics) {
        this.queueMail = queueMail;
        this.metrics = metrics;
    }

    @Override
    public Set<String> types() {
        return Set.of("user:signup");
    }

    @Override
    public void handle(Event event) throws Unreadable {
        switch (queueMail.queue(event.data(SignedUp.class).welcome(event))) {
            case QueueMail.Result.Queued _, QueueMail.Result.AlreadyQueued _ -> {}
            case QueueMail.Result.Parked _ ->
                metrics.counter("usher.mail.parked", "reason", "invalid-address")
                        .increment();
        }
    }

    /** The members that we read; others are none of our business. */
    record SignedUp(
            @Nullable UUID userId,
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String locale) {

        /** @throws InvalidValue when a member is absent or holds what no letter can say */
        Notification.Request welcome(Event event) {
            if (userId == null) {
                throw new InvalidValue("user_id", "required", "is required");
            }
            return new Notification.Request(
                    Kind.WELCOME,
                    Text.line("email", email, 1, MAX_RECIPIENT),
                    userId,
                    locale == null ? "en" : Text.line("locale", locale, 0, MAX_LOCALE),
                    Map.of("first_name", Text.line("first_name", firstName, 1, MAX_NAME)),
                    new Origin(event.source(), event.id()));
        }
    }
}
