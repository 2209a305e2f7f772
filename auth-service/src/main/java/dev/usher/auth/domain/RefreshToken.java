package dev.usher.auth.domain;

/** An opaque refresh token as it travels, genuine or not. Secret. */
public record RefreshToken(String reveal) {
    @Override
    public String toString() {
        return "RefreshToken[redacted]";
    }
}
