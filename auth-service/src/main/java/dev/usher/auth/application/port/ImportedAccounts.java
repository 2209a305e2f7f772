package dev.usher.auth.application.port;

import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.PasswordHash;

/** Takes over accounts of another system, durable. */
public interface ImportedAccounts {
    /**
     * Stores the account with its credential, and tells nobody: these people have not signed up just now. False if the
     * address is taken; then nothing is stored.
     */
    boolean add(Account account, PasswordHash hash);
}
