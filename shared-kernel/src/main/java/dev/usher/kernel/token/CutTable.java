package dev.usher.kernel.token;

import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Cuts by id. Reading takes no lock; adding never weakens what is there. */
final class CutTable {
    /**
     * @param epoch lower ones are dead
     * @param end in minutes since 1970: four bytes are enough
     */
    record Cut(long epoch, int end) {
        private Cut and(Cut other) {
            return new Cut(Math.max(epoch, other.epoch), Math.max(end, other.end));
        }
    }

    private final ConcurrentHashMap<UUID, Cut> cuts = new ConcurrentHashMap<>();
    /** Goes round the table; used by one thread. */
    private @Nullable Iterator<Map.Entry<UUID, Cut>> round;

    @Nullable
    Cut get(UUID id) {
        return cuts.get(id);
    }

    void add(UUID id, Cut cut) {
        cuts.merge(id, cut, Cut::and);
    }

    /** Looks at the next so many entries and drops those that have ended by that minute; called by one thread. */
    void sweep(int entries, int minute) {
        if (round == null || !round.hasNext()) {
            round = cuts.entrySet().iterator();
        }
        for (int looked = 0; looked < entries && round.hasNext(); looked++) {
            var entry = round.next();
            if (entry.getValue().end() <= minute) {
                // Only as it was seen: another thread may be adding to it.
                cuts.remove(entry.getKey(), entry.getValue());
            }
        }
    }

    int size() {
        return cuts.size();
    }
}
