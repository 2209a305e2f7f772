package dev.usher.kernel.upload;

import dev.usher.kernel.object.ObjectKey;
import dev.usher.kernel.object.ObjectStorage;
import dev.usher.kernel.problem.Unavailable;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
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
    /** So many files in a row that all belong to nothing are those of another database. */
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
        var collected = 0;
        ObjectKey after = null;
        while (collected < MOST) {
            var stretch = storage.list(after, settled, STRETCH);
            collected += remove(orphans(stretch), MOST - collected);
            if (stretch.size() < STRETCH) {
                return collected;
            }
            after = stretch.getLast();
        }
        return collected;
    }

    private List<ObjectKey> orphans(List<ObjectKey> stretch) {
        if (stretch.isEmpty()) {
            return List.of();
        }
        var owned = owners.owned(stretch.stream().map(ObjectKey::id).toList());
        if (owned.isEmpty() && stretch.size() >= SUSPICIOUS) {
            LOG.error("no row points to any of {} stored files: none is removed", stretch.size());
            return List.of();
        }
        return stretch.stream().filter(key -> !owned.contains(key.id())).toList();
    }

    private int remove(List<ObjectKey> orphans, int most) {
        var removed = orphans.stream().limit(most).toList();
        removed.forEach(storage::delete);
        return removed.size();
    }
}
