package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.SessionPolicy;
import dev.usher.kernel.value.PageRequest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives somebody everything that is known here about them, secrets excepted. */
public final class ExportAccount {
    /** In pages of the audit log: what is older is for whoever asks an administrator. */
    private static final int MOST_PAGES = 10;

    /** @param events newest first, up to 1000 */
    public record Export(Account account, List<Sessions.Listed> sessions, List<SecurityEvent> events) {
        public Export {
            sessions = List.copyOf(sessions);
            events = List.copyOf(events);
        }
    }

    private final Accounts accounts;
    private final Sessions sessions;
    private final AuditLog log;
    private final SessionPolicy policy;
    private final Clock clock;

    public ExportAccount(Accounts accounts, Sessions sessions, AuditLog log, SessionPolicy policy, Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.log = log;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * @param epoch that of the access token
     * @return empty when the token is dead
     */
    public Optional<Export> export(AccountId user, long epoch, Client client) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return accounts.find(user).filter(account -> account.accepts(epoch)).map(account -> {
            log.append(SecurityEvent.own(SecurityEvent.Kind.ACCOUNT_EXPORTED, user, client, now));
            return new Export(account, sessions.list(user, now.minus(policy.idle()), now), events(user));
        });
    }

    private List<SecurityEvent> events(AccountId user) {
        var filter = new AuditLog.Filter(null, null, user, null, null, null);
        var events = new ArrayList<SecurityEvent>();
        for (var number = 0; number < MOST_PAGES; number++) {
            var page = log.list(filter, new PageRequest(number, PageRequest.MAX_SIZE, List.of()));
            page.items().stream().map(event -> withoutOthers(user, event)).forEach(events::add);
            if (events.size() >= page.total()) {
                break;
            }
        }
        return events;
    }

    /** Which administrator it was, and from where, is not theirs to know. */
    private static SecurityEvent withoutOthers(AccountId user, SecurityEvent event) {
        return event.actor() == null || event.actor().equals(user)
                ? event
                : new SecurityEvent(event.id(), event.kind(), null, user, event.session(), Client.NOWHERE, event.at());
    }
}
