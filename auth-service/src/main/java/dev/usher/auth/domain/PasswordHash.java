package dev.usher.auth.domain;

/** What is stored of a password: scheme, cost, salt and hash in one text. Secret. */
public record PasswordHash(String reveal) {
    @Override
    public String toString() {
        return "PasswordHash[redacted]";
    }
}
