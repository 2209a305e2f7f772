package dev.usher.kernel.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was published against what was committed, key by key (invariant I-8). */
final class OutboxOrder {
    private OutboxOrder() {}

    /** Of every key the ids in the order in which each was heard first. */
    static Map<String, List<String>> firstOccurrences(List<Listener.Heard> heard) {
        var seen = new HashSet<String>();
        var order = new TreeMap<String, List<String>>();
        for (var one : heard) {
            var record = one.record();
            var id = new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
            if (seen.add(id)) {
                order.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), key -> new ArrayList<>())
                        .add(id);
            }
        }
        return order;
    }

    static Map<String, List<String>> perKey(List<Event> events) {
        var order = new TreeMap<String, List<String>>();
        events.forEach(event -> order.computeIfAbsent(event.key(), key -> new ArrayList<>())
                .add(event.id().toString()));
        return order;
    }
}
