package dev.usher.auth.application.port;

import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.kernel.value.Page;
import dev.usher.kernel.value.PageRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Security events, in the order they were written. Nothing is ever changed or taken away but by {@link #forget} and by
 * age.
 */
public interface AuditLog {
    /**
     * Which events; null leaves a condition out.
     *
     * @param from the earliest
     * @param until the first moment that is too late
     */
    record Filter(
            SecurityEvent.@Nullable Kind kind,
            @Nullable AccountId actor,
            @Nullable AccountId subject,
            @Nullable String ip,
            @Nullable Instant from,
            @Nullable Instant until) {
        public static final Filter NONE = new Filter(null, null, null, null, null, null);
    }

    /**
     * Writes the event; in the transaction that is open, if one is. A use case does so before it answers: what was
     * answered is in the log. Names of accounts that are gone are not written.
     */
    void append(SecurityEvent event);

    /** Newest first, unless the only sort field {@code created_at} says otherwise. */
    Page<SecurityEvent> list(Filter filter, PageRequest page);

    /**
     * Takes everything that tells of the person out of the log, and leaves that something happened. Others' deeds to the
     * account stay theirs.
     */
    void forget(AccountId account);

    /**
     * Drops events from before then.
     *
     * @param limit at most so many at once
     * @return how many
     */
    int prune(Instant before, int limit);
}
