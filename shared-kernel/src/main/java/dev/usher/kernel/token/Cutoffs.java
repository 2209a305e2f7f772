package dev.usher.kernel.token;

import dev.usher.kernel.token.CutTable.Cut;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** The cut-offs that can still hit a token, in memory: about a hundred bytes each. */
final class Cutoffs {
    private static final long MINUTE = 60;

    private final CutTable users = new CutTable();
    private final CutTable sessions = new CutTable();
    private final Duration longest;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Instant startedAt;
    private final long startedNanos;

    /**
     * @param longest no cut-off is kept for longer, whatever it says
     * @param nanos time that passes evenly, as {@link System#nanoTime} does
     */
    Cutoffs(Duration longest, Clock clock, LongSupplier nanos) {
        this.longest = longest;
        this.clock = clock;
        this.nanos = nanos;
        this.startedAt = clock.instant();
        this.startedNanos = nanos.getAsLong();
    }

    void add(Cutoff cutoff) {
        var now = certainly();
        if (!cutoff.expiresAt().isAfter(now)) {
            return;
        }
        var latest = now.plus(longest);
        var expires = cutoff.expiresAt().isBefore(latest) ? cutoff.expiresAt() : latest;
        int end = (int) Math.ceilDiv(expires.getEpochSecond() + 1, MINUTE);
        if (cutoff.epoch() != null) {
            users.add(cutoff.userId(), new Cut(cutoff.epoch(), end));
        }
        if (cutoff.sessionId() != null) {
            sessions.add(cutoff.sessionId(), new Cut(Long.MAX_VALUE, end));
        }
    }

    boolean hit(VerifiedToken token) {
        var cut = users.get(token.userId());
        return (cut != null && token.epoch() < cut.epoch()) || sessions.get(token.sessionId()) != null;
    }

    /** Drops what has ended, among the next so many entries of each kind; called by one thread. */
    void sweep(int entries) {
        int minute = (int) (certainly().getEpochSecond() / MINUTE);
        users.sweep(entries, minute);
        sessions.sweep(entries, minute);
    }

    int users() {
        return users.size();
    }

    int sessions() {
        return sessions.size();
    }

    /** The earlier of two clocks: one that jumps ahead, and back again, must not have made us forget (F-CK-3). */
    private Instant certainly() {
        var now = clock.instant();
        var elapsed = startedAt.plusNanos(nanos.getAsLong() - startedNanos);
        return now.isBefore(elapsed) ? now : elapsed;
    }
}
