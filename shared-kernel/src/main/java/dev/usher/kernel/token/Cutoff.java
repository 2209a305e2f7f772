package dev.usher.kernel.token;

import dev.usher.kernel.event.Event;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens that end before their time: those of the user with a lower epoch, those of one session, or both. A new
 * cut-off never revives what an older one ended, and saying the same one again changes nothing.
 *
 * @param epoch tokens of the user with a lower epoch are dead; null when it is about a session alone
 * @param sessionId tokens of this session are dead; null when it is about an epoch alone
 * @param expiresAt the latest {@code exp} of a token that it can hit: from then on it need not be remembered
 */
public record Cutoff(
        UUID userId, @Nullable Long epoch, @Nullable UUID sessionId, Instant expiresAt) {
    /** The type of the event that tells it; its topic follows from it. */
    public static final String TYPE = "session:cutoff";

    public static final String DATASCHEMA = "urn:usher:schema:session-cutoff:1";

    public Cutoff {
        if (epoch == null && sessionId == null) {
            throw new IllegalArgumentException("A cut-off names an epoch or a session");
        }
        if (epoch != null && epoch < 0) {
            throw new IllegalArgumentException("An epoch is not negative");
        }
    }

    /** All access tokens of the user that were issued before the epoch was raised to this. */
    public static Cutoff ofUser(UUID userId, long epoch, Instant expiresAt) {
        return new Cutoff(userId, epoch, null, expiresAt);
    }

    /** All access tokens of one session. */
    public static Cutoff ofSession(UUID userId, UUID sessionId, Instant expiresAt) {
        return new Cutoff(userId, null, sessionId, expiresAt);
    }

    /** A new event that tells it to every service, for the outbox. */
    public Event event(String source, Instant time) {
        return Event.of(
                TYPE, source, userId.toString(), time, DATASCHEMA, new CutoffData(userId, epoch, sessionId, expiresAt));
    }
}
