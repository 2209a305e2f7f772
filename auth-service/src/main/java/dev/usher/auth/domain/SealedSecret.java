package dev.usher.auth.domain;

/** A {@link TotpSecret} as it is stored: worth nothing without the pepper, or for another account. */
public record SealedSecret(String text) {
    @Override
    public String toString() {
        return "SealedSecret[redacted]";
    }
}
