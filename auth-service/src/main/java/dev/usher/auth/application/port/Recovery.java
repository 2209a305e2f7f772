package dev.usher.auth.application.port;

import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.Errand;
import dev.usher.auth.domain.MailToken;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.SecretHash;
import dev.usher.auth.domain.Session;
import dev.usher.auth.domain.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What mailed tokens do to accounts, durable. Every method is one atomic change together with its events. A token works
 * once: it goes in the transaction of what it did. It works for active accounts only; one that resets the password is
 * void once the password has been changed otherwise, or all sessions were ended.
 */
public interface Recovery {
    /** A token for an account: it takes the place of the one for the same purpose that was there. */
    record Ticket(MailTokens.Issued token, Account account, Instant at, Instant expiresAt) {
        /** What tells the service that mails it. */
        public AccountEvent event() {
            return switch (token.purpose()) {
                case RESET -> new AccountEvent.ResetRequested(account, token.sealed(), expiresAt, at);
                case VERIFY -> new AccountEvent.VerificationRequested(account, token.sealed(), expiresAt, at);
            };
        }
    }

    /** Stores the token and queues its event. False, and nothing is stored, when the account is gone or disabled. */
    boolean issue(Ticket ticket);

    /** As {@link #issue(Ticket)}, and the errand is done; nothing is stored when it was done before. */
    void issue(Ticket ticket, Errand.Forgot errand);

    /** As {@link Accounts#add(Account, PasswordHash, AccountEvent.SignedUp, Session)}, together with a token. */
    boolean register(Ticket ticket, PasswordHash hash, Session first);

    /**
     * Adds the account, without a session, together with a token, and the errand is done. False when the address is
     * taken: nothing is stored, the errand is not done.
     */
    boolean register(Ticket ticket, Errand.SignUp errand);

    /** Queues the event, and the errand is done; nothing when it was done before. */
    void tell(AccountEvent.AddressTaken event, Errand.SignUp errand);

    /** Whose token this is, while it works. Changes nothing. */
    Optional<Account> find(MailToken.Purpose purpose, SecretHash token, Instant now);

    /**
     * Uses the token up: stores the new hash, raises both epochs, ends every session, and takes the address as verified.
     *
     * @return the sessions that ended; empty when the token does not work any more, and then nothing is stored
     */
    Optional<List<SessionId>> reset(SecretHash token, PasswordHash hash, Instant now);

    /** Uses the token up and takes the address as verified. Empty when the token does not work. */
    Optional<Account> verify(SecretHash token, Instant now);
}
