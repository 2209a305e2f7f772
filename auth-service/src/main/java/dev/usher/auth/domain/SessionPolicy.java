package dev.usher.auth.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * How long sessions live.
 *
 * @param idle unused for so long, a session ends
 * @param absolute it ends after so long in any case
 * @param grace how long after a rotation the replaced token still yields the same successor, for lost answers and races
 * @param perUser sessions that one user may have at a time
 */
public record SessionPolicy(Duration idle, Duration absolute, Duration grace, int perUser) {
    public Instant idleUntil(Instant now, Instant absoluteUntil) {
        var idleUntil = now.plus(idle);
        return idleUntil.isBefore(absoluteUntil) ? idleUntil : absoluteUntil;
    }
}
