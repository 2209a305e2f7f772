package dev.usher.notification.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which mail it is. The wire spelling is part of the HTTP contract, of message ids and of the ledger. */
public enum Kind {
    WELCOME,
    VERIFY_EMAIL,
    RESET_PASSWORD,
    PASSWORD_CHANGED,
    SESSION_REUSE,
    ADDRESS_TAKEN,
    ACCOUNT_DELETED;

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String wire() {
        return wire;
    }

    public static Optional<Kind> fromWire(String text) {
        return Arrays.stream(values()).filter(kind -> kind.wire.equals(text)).findFirst();
    }
}
