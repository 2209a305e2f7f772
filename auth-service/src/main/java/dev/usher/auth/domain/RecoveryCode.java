package dev.usher.auth.domain;

/** Stands in once for a code of a lost device: 80 random bits, as people can copy them. Secret. */
public record RecoveryCode(String reveal) {
    /** How many a person has. */
    public static final int SET = 10;

    @Override
    public String toString() {
        return "RecoveryCode[redacted]";
    }
}
