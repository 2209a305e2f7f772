package dev.usher.auth.domain;

/** What it takes to be let in after a sign-up. */
public enum SignUpMode {
    /** Nothing more. Who signs up learns at once whether the address is taken. */
    OPEN,
    /** The address must be verified, and nobody learns which one is taken. */
    VERIFIED;

    public boolean admits(Account account) {
        return account.isActive() && (this == OPEN || account.emailVerified());
    }
}
