package dev.usher.auth.domain;

/** What an authenticator app and we know: 160 bits in base32 (RFC 4648 §6), without padding. Secret. */
public record TotpSecret(String reveal) {
    @Override
    public String toString() {
        return "TotpSecret[redacted]";
    }
}
