package dev.usher.auth.domain;

/** SHA-256 of the secret within a refresh token, or of a mailed token, base64url: all that is stored of it. */
public record SecretHash(String value) {
    @Override
    public String toString() {
        return "SecretHash[redacted]";
    }
}
