package dev.usher.notification.domain;

import java.util.Locale;

/** Why a mail was given up. A fixed set, so that it can label a metric. */
public enum ParkReason {
    /** The recipient is no address that mail can be sent to. */
    INVALID_ADDRESS,
    /** The mail server refused it for good (a 5xx answer). */
    REJECTED,
    /** It could not be sent within the time of the {@link RetryPolicy}, or before what it says ceased to hold. */
    EXPIRED;

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String wire() {
        return wire;
    }
}
