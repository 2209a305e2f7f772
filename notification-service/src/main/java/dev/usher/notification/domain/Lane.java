package dev.usher.notification.domain;

import java.util.Arrays;
import java.util.Locale;

/** Who waits for whom: a mail of a later lane is sent only when none of an earlier one is due. */
public enum Lane {
    /** Somebody waits for it, or an account may be in danger. */
    URGENT,
    /** What a sign-up cannot do without. A flood of sign-ups is one of these too. */
    SIGN_UP,
    /** Nobody misses it for a while. */
    COURTESY;

    /** As the ledger keeps it; part of its rows. */
    public int rank() {
        return switch (this) {
            case URGENT -> 0;
            case SIGN_UP -> 1;
            case COURTESY -> 2;
        };
    }

    public static Lane ofRank(int rank) {
        return Arrays.stream(values())
                .filter(lane -> lane.rank() == rank)
                .findFirst()
                .orElseThrow();
    }

    /** As metrics name it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The last lane that goes before this one; for the first the first. */
    public Lane before() {
        return switch (this) {
            case URGENT, SIGN_UP -> URGENT;
            case COURTESY -> SIGN_UP;
        };
    }
}
