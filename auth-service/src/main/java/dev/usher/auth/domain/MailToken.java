package dev.usher.auth.domain;

/**
 * A token that a mail carries, as its reader brings it back: good once, for one purpose, for a short time. Secret.
 */
public record MailToken(String reveal) {
    public enum Purpose {
        /** Sets a new password. */
        RESET,
        /** Shows that its reader receives what is mailed to the address. */
        VERIFY
    }

    @Override
    public String toString() {
        return "MailToken[redacted]";
    }
}
