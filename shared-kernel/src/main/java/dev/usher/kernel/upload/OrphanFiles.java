package dev.usher.kernel.upload;

import dev.usher.kernel.object.ObjectKey;
import dev.usher.kernel.object.ObjectStorage;
import dev.usher.kernel.problem.Unavailable;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes stored files that no row points to: of uploads that never got a row, and of rows that are gone. It goes through
 * the whole store every ten minutes, in the order of the keys, and asks the database about a stretch at a time. Files that
 * are younger than {@link #SETTLED} may still get their row. Replicas may do it at once: a removal can be repeated.
 */
@Singleton
@Requires(property = UploadSettings.STORAGE)
@Requires(beans = FileOwners.class)
public class OrphanFiles {
    /** Orphans are gone within the hour, with the ten minutes between two runs. */
    static final Duration SETTLED = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(OrphanFiles.class);
    private static final int STRETCH = 500;
    /** A store of so many files of which none belongs to anything is that of another database. */
    private static final int SUSPICIOUS = 100;

    private static final int MOST = 1000;

    private final ObjectStorage storage;
    private final FileOwners owners;
    private final Clock clock;

    OrphanFiles(ObjectStorage storage, FileOwners owners, Clock clock) {
        this.storage = storage;
        this.owners = owners;
        this.clock = clock;
    }

    @Scheduled(initialDelay = "1m", fixedDelay = "10m")
    void run() {
        try {
            var collected = collect();
            if (collected > 0) {
                LOG.info("{} orphan files removed", collected);
            }
        } catch (Unavailable later) {
            LOG.info("orphan files are not collected now: {}", later.getMessage());
        }
    }

    /**
     * Returns how many went, at most {@value #MOST}: neither a wrong clock nor a wrong database empties a store at once.
     *
     * @throws Unavailable when the store or the database is down
     */
    public int collect() {
        var settled = clock.instant().minus(SETTLED);
        var orphans = new ArrayList<ObjectKey>();
        var seen = 0;
        var isOurs = false;
        var stretch = storage.list(null, settled, STRETCH);
        while (!stretch.isEmpty()) {
            var owned = owners.owned(stretch.stream().map(ObjectKey::id).toList());
            isOurs |= !owned.isEmpty();
            seen += stretch.size();
            stretch.stream()
                    .filter(key -> !owned.contains(key.id()))
                    .limit(MOST - orphans.size())
                    .forEach(orphans::add);
            var enough = isOurs && orphans.size() == MOST;
            stretch = enough ? List.of() : storage.list(stretch.getLast(), settled, STRETCH);
        }
        if (!isOurs && seen >= SUSPICIOUS) {
            LOG.error("no row points to any of {} stored files: none is removed", seen);
            return 0;
        }
        orphans.forEach(storage::delete);
        return orphans.size();
    }
}
