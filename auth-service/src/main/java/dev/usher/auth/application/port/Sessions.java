package dev.usher.auth.application.port;

import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.Session;
import dev.usher.auth.domain.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The durable truth about sessions: what has ended here is dead, whatever the fast {@link RefreshFamilies} say. Every
 * method is one atomic change. Whoever disables an account, deletes it or raises its session epoch ends its sessions in
 * the same transaction, so that no refresh can slip in between.
 *
 * <p>Whatever ends a session or raises an epoch cuts the access tokens concerned off: the cut-off is told with the change,
 * and known to this process when the method returns.
 */
public interface Sessions {
    /**
     * A session that lives.
     *
     * @param generation the newest generation of its refresh token that a client was given
     * @param rotatedAt when that was
     */
    record Acknowledged(Account account, int generation, Instant rotatedAt) {}

    /**
     * Starts a session, and ends those of the user that were unused the longest when there are more than
     * {@code limit} now.
     *
     * @return the sessions that ended; empty when the account was disabled, deleted or its session epoch raised since it
     *     was read, and then nothing is stored
     */
    Optional<List<SessionId>> open(Session session, int limit);

    /** The session as it stands, if it lives. Waits for nobody. */
    Optional<Acknowledged> find(SessionId id, Instant now);

    /**
     * Notes that generation {@code generation} of the session's refresh token is about to be given out. Nothing moves
     * back when that, or a later one, has been noted before.
     *
     * @return the session as it stood before; empty when the session is unknown, has ended, or is dead because of its account; it has ended then
     */
    Optional<Acknowledged> acknowledge(SessionId id, int generation, Client client, Instant now);

    /**
     * A session as its owner sees it.
     *
     * @param client from where it was used last
     */
    record Listed(SessionId id, Client client, Instant createdAt, Instant lastUsedAt) {}

    /**
     * The sessions of a user that live, last used first.
     *
     * @param usedAfter those unused since are over
     */
    List<Listed> list(AccountId user, Instant usedAfter, Instant now);

    /**
     * Ends a session, whosever it is.
     *
     * @return whose it was; empty when it is unknown or had ended, and then nothing has changed
     */
    Optional<AccountId> end(SessionId id, Session.End reason, Instant now);

    /**
     * Ends a session of this user.
     *
     * @param usedAfter as in {@link #list}: what that does not show cannot be ended
     * @return false when it is not theirs, unknown or over, and then nothing has changed
     */
    boolean endOwn(AccountId user, SessionId id, Instant usedAfter, Instant now);

    /** Ends a session and queues the event, once: nothing happens when it has ended before. */
    void endReused(AccountEvent.SessionReuseDetected event);
}
