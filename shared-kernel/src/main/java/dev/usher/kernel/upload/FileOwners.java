package dev.usher.kernel.upload;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** The rows that point to stored files, as the database of a service has them. */
public interface FileOwners {
    /** Which of these files a row points to. */
    Set<UUID> owned(Collection<UUID> keys);
}
