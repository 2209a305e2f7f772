package dev.usher.auth.application.port;

import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.SessionId;
import java.time.Instant;
import java.util.Collection;

/**
 * The fast, forgetful memory of which refresh token of each session is current. What it has lost, or remembers from an
 * older time, costs a login at worst: {@link Sessions} has the last word. Every method is one atomic step and may be
 * repeated.
 */
public interface RefreshFamilies {
    /** What a presented token turned out to be. */
    sealed interface Step {
        /** A step that leaves the presented token's successor current. */
        sealed interface Succeeded extends Step {
            AccountId user();

            /** When the family dies if it is not used again. */
            Instant until();
        }

        /** It was current; its successor is now (S-20). */
        record Rotated(AccountId user, Instant until) implements Succeeded {}

        /** Its successor is current and unused, since no longer than the grace (S-21). */
        record Repeated(AccountId user, Instant until) implements Succeeded {}

        /** Its successor is current and unused, since longer than the grace (S-22, unless nobody was given that). */
        record Late(AccountId user, Instant until) implements Succeeded {}

        /**
         * Its successor has been used (S-23).
         *
         * @param current the generation that is current
         */
        record Outdated(AccountId user, int current) implements Step {}

        /** No such family, or it is over, or the secret is not what was given out (S-24, S-25). Nothing changed. */
        record Unknown() implements Step {}
    }

    void open(RefreshTokens.Issued first, AccountId user, Instant now, Instant absoluteUntil);

    Step rotate(RefreshTokens.Presented token, Instant now);

    void end(SessionId session);

    /** Ends families that are dead by {@link Sessions} already, as far as that can be done now. Never throws. */
    void forget(Collection<SessionId> sessions);
}
