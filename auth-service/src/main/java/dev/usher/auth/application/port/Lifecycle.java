package dev.usher.auth.application.port;

import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What ends accounts, gives them back, and changes what they may. Durable: every method is one atomic change, told in
 * the same transaction. When a method returns, this process refuses the access tokens that the change has killed, and
 * their sessions are dead.
 */
public interface Lifecycle {
    sealed interface Change {
        /** @param ended the sessions that ended with it */
        record Done(List<SessionId> ended) implements Change {}

        /** Nobody could make administrators any more: nothing has changed. */
        record LastSuperAdmin() implements Change {}

        /** The account is gone, or its password, roles or status have changed since it was read: nothing has changed now. */
        record Stale() implements Change {}
    }

    /**
     * Disables an active account: raises both epochs and ends its sessions.
     *
     * @param event with the account as it was read
     */
    Change disable(AccountEvent.Disabled event);

    /**
     * Gives a disabled account back to its owner, who has to log in.
     *
     * @param event with the account as it was read
     */
    Change enable(AccountEvent.Enabled event);

    /**
     * Removes an account, its credential and its sessions; its access tokens are cut off, the audit log forgets it, and its
     * address is free.
     *
     * @param event with the account as it was read
     */
    Change delete(AccountEvent.Deleted event);

    /**
     * Raises both epochs of an active account and ends its sessions.
     *
     * @param epoch that of the access token which asks for it
     * @return the sessions that ended; empty when that token is dead, and then nothing has changed
     */
    Optional<List<SessionId>> endSessions(AccountId id, long epoch, Instant now);

    /**
     * Takes over the roles of an account. A role that is lost kills its access tokens, and its sessions live on.
     *
     * @param version grows with every change, from 1
     * @return false when this or a later version was taken over before, or the account is gone: nothing has changed
     */
    boolean takeRoles(AccountId id, Set<String> roles, long version, Instant now);

    /** Takes all roles from an account whose roles nobody keeps any more; false when it is gone, or has none. */
    boolean dropRoles(AccountId id, Instant now);
}
