package dev.usher.notification.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which mail it is. The wire spelling is part of the HTTP contract, of message ids and of the ledger. */
public enum Kind {
    WELCOME(Lane.COURTESY),
    VERIFY_EMAIL(Lane.SIGN_UP),
    RESET_PASSWORD(Lane.URGENT),
    PASSWORD_CHANGED(Lane.URGENT),
    SESSION_REUSE(Lane.URGENT),
    ADDRESS_TAKEN(Lane.SIGN_UP),
    ACCOUNT_DELETED(Lane.URGENT);

    private final Lane lane;
    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    Kind(Lane lane) {
        this.lane = lane;
    }

    public Lane lane() {
        return lane;
    }

    public String wire() {
        return wire;
    }

    public static Optional<Kind> fromWire(String text) {
        return Arrays.stream(values()).filter(kind -> kind.wire.equals(text)).findFirst();
    }
}
