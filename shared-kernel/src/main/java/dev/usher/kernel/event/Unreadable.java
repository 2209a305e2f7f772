package dev.usher.kernel.event;

/** An event that nobody here will ever be able to read: it goes to the dead-letter topic. */
public final class Unreadable extends Exception {
    /** @param reason published with the dead letter: names of fields and rules, never a value */
    public Unreadable(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
