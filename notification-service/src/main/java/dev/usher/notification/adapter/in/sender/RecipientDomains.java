package dev.usher.notification.adapter.in.sender;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How many mails are under way to each domain, so that a domain that is slow has its share and no more. Not thread-safe. */
final class RecipientDomains {
    private final int limit;
    private final Map<String, Integer> underWay = new HashMap<>();
    /** Where nothing has ended since somebody last asked what is stuck, and something was under way by then. */
    private final Set<String> silent = new HashSet<>();

    /** @param limit how many may be under way to one of them */
    RecipientDomains(int limit) {
        this.limit = limit;
    }

    boolean isFull(String domain) {
        return underWay.getOrDefault(domain, 0) >= limit;
    }

    Set<String> full() {
        return underWay.keySet().stream().filter(this::isFull).collect(Collectors.toUnmodifiableSet());
    }

    void begin(String domain) {
        underWay.merge(domain, 1, Integer::sum);
    }

    void end(String domain) {
        underWay.computeIfPresent(domain, (_, mails) -> mails > 1 ? mails - 1 : null);
        silent.remove(domain);
    }

    /** Those that were full when this was last asked, and where nothing has ended since. */
    Set<String> stuck() {
        var stuck = Set.copyOf(silent);
        silent.clear();
        silent.addAll(full());
        return stuck;
    }
}
