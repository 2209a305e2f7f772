package dev.usher.profile.domain;

/**
 * A password or a token on its way through: this service hands it on and keeps none. Printing shows nothing of it, and two
 * of them are never compared, so that no time tells how much of a guess was right.
 */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The secret itself; only where it leaves on the wire. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
