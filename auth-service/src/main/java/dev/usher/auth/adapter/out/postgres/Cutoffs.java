package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.AuthSettings;
import dev.usher.kernel.event.Outbox;
import dev.usher.kernel.store.Transactions;
import dev.usher.kernel.token.Cutoff;
import dev.usher.kernel.token.CutoffFeed;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Tells that access tokens end before their time: every service by an event in the open transaction, this process as soon
 * as that has committed. The last thing a transaction does: events wait for those of other transactions.
 */
@Singleton
final class Cutoffs {
    /** Another replica, whose clock is ahead, may have issued a token a moment ago. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final Outbox outbox;
    private final Transactions transactions;
    private final CutoffFeed feed;
    private final Duration longest;

    Cutoffs(Outbox outbox, Transactions transactions, CutoffFeed feed, AuthSettings.Tokens settings) {
        this.outbox = outbox;
        this.transactions = transactions;
        this.feed = feed;
        this.longest = settings.longestAccess().plus(SKEW);
    }

    /** Tokens of a lower epoch than this are dead. */
    void ofUser(UUID user, long epoch, Instant now) {
        publish(List.of(Cutoff.ofUser(user, epoch, now.plus(longest))), now);
    }

    /** Tokens of these sessions are dead; of none, nothing is told. */
    void ofSessions(UUID user, Collection<UUID> sessions, Instant now) {
        publish(
                sessions.stream()
                        .map(session -> Cutoff.ofSession(user, session, now.plus(longest)))
                        .toList(),
                now);
    }

    private void publish(List<Cutoff> cutoffs, Instant now) {
        outbox.append(cutoffs.stream()
                .map(cutoff -> cutoff.event(AccountEventJson.SOURCE, now))
                .toList());
        transactions.afterCommit(() -> cutoffs.forEach(feed::apply));
    }
}
