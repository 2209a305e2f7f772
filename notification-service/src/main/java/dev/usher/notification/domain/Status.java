package dev.usher.notification.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a mail stands. {@code SENT} and {@code PARKED} are final for the sender. */
public enum Status {
    /** Waits for its next attempt. */
    PENDING,
    /** One sender holds its lease. */
    SENDING,
    /** The mail server took it. */
    SENT,
    /** Given up; the reason is in the ledger. */
    PARKED;

    private final String wire = name().toLowerCase(Locale.ROOT);

    public String wire() {
        return wire;
    }

    public static Optional<Status> fromWire(String text) {
        return Arrays.stream(values())
                .filter(status -> status.wire.equals(text))
                .findFirst();
    }
}
