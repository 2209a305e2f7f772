package dev.usher.auth.application;

import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.kernel.value.Page;
import dev.usher.kernel.value.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A log that forgets when the test ends. */
public final class InMemoryAuditLog implements AuditLog {
    private static final Comparator<SecurityEvent> OLDEST_FIRST =
            Comparator.comparing(SecurityEvent::at).thenComparing(SecurityEvent::id);

    private final List<SecurityEvent> events = new ArrayList<>();

    @Override
    public synchronized void append(SecurityEvent event) {
        events.add(event);
    }

    /** What happened to the account, oldest first. */
    public synchronized List<SecurityEvent.Kind> kinds(AccountId subject) {
        return events.stream()
                .filter(event -> subject.equals(event.subject()))
                .map(SecurityEvent::kind)
                .toList();
    }

    @Override
    public synchronized Page<SecurityEvent> list(Filter filter, PageRequest page) {
        var oldestFirst = !page.sort().isEmpty() && !page.sort().getFirst().descending();
        var found = events.stream()
                .filter(event -> matches(filter, event))
                .sorted(oldestFirst ? OLDEST_FIRST : OLDEST_FIRST.reversed())
                .toList();
        return new Page<>(found.stream().skip(page.offset()).limit(page.size()).toList(), found.size());
    }

    private static boolean matches(Filter filter, SecurityEvent event) {
        return isAny(filter.kind(), event.kind())
                && isAny(filter.actor(), event.actor())
                && isAny(filter.subject(), event.subject())
                && isAny(filter.ip(), event.client().ip())
                && (filter.from() == null || !event.at().isBefore(filter.from()))
                && (filter.until() == null || event.at().isBefore(filter.until()));
    }

    private static boolean isAny(@Nullable Object wanted, @Nullable Object actual) {
        return wanted == null || wanted.equals(actual);
    }

    @Override
    public synchronized void forget(AccountId account) {
        events.replaceAll(event ->
                account.equals(event.actor()) || account.equals(event.subject()) ? without(account, event) : event);
    }

    private static SecurityEvent without(AccountId account, SecurityEvent event) {
        var byAnother = event.actor() != null && !account.equals(event.actor());
        return new SecurityEvent(
                event.id(),
                event.kind(),
                byAnother ? event.actor() : null,
                Objects.equals(event.subject(), account) ? null : event.subject(),
                null,
                byAnother ? event.client() : new Client("", ""),
                event.at());
    }

    @Override
    public synchronized int prune(Instant before, int limit) {
        var old = events.stream()
                .filter(event -> event.at().isBefore(before))
                .sorted(OLDEST_FIRST)
                .limit(limit)
                .toList();
        events.removeAll(old);
        return old.size();
    }
}
