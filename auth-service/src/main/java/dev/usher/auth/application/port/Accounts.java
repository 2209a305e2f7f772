package dev.usher.auth.application.port;

import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.PersonName;
import dev.usher.auth.domain.Session;
import dev.usher.auth.domain.SessionId;
import java.util.List;
import java.util.Optional;

/** Accounts with their credentials, durable. Every method is one atomic change, seen by others entirely or not at all. */
public interface Accounts {
    /** An account and what is stored of its password. */
    record Credential(Account account, PasswordHash hash) {}

    /** Stores the account with its credential and queues the event. False if the address is taken; then nothing is stored. */
    boolean add(Account account, PasswordHash hash, AccountEvent.SignedUp event);

    /** As {@link #add(Account, PasswordHash, AccountEvent.SignedUp)}, together with the account's first session. */
    boolean add(Account account, PasswordHash hash, AccountEvent.SignedUp event, Session first);

    Optional<Account> find(AccountId id);

    Optional<Credential> findCredential(EmailAddress email);

    Optional<Credential> findCredential(AccountId id);

    /** Replaces one hash of a password by another of the same password; nothing happens if the known one is gone. */
    void rehash(AccountId id, PasswordHash known, PasswordHash replacement);

    /**
     * Stores the new hash and the account's raised epochs, ends every session, starts a fresh one and queues the event.
     *
     * @param changed the account as {@link Account#cutOff} left it
     * @return the sessions that ended; empty when the account was disabled, deleted or its password changed since it was
     *     read, and then nothing is stored
     */
    Optional<List<SessionId>> changePassword(
            Account changed, PasswordHash hash, Session fresh, AccountEvent.PasswordChanged event);

    /**
     * Takes over what the profile says, unless this or a later version was taken over before or the account is gone.
     *
     * @param locale empty: stays as it is
     */
    void follow(AccountId id, PersonName name, Optional<LanguageTag> locale, long version);
}
