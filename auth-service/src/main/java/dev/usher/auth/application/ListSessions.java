package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.SessionPolicy;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Shows somebody where they are logged in. */
public final class ListSessions {
    private final Accounts accounts;
    private final Sessions sessions;
    private final SessionPolicy policy;
    private final Clock clock;

    public ListSessions(Accounts accounts, Sessions sessions, SessionPolicy policy, Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * @param epoch that of the access token
     * @return last used first; empty when the token is dead
     */
    public Optional<List<Sessions.Listed>> list(AccountId user, long epoch) {
        var now = clock.instant();
        return accounts.find(user)
                .filter(account -> account.accepts(epoch))
                .map(account -> sessions.list(user, now.minus(policy.idle()), now));
    }
}
