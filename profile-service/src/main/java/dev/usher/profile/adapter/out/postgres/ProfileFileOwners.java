package dev.usher.profile.adapter.out.postgres;

import dev.usher.kernel.upload.FileOwners;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Files belong to profiles, as their avatars. */
@Singleton
final class ProfileFileOwners implements FileOwners {
    private final ProfileRows rows;

    ProfileFileOwners(ProfileRows rows) {
        this.rows = rows;
    }

    @Override
    public Set<UUID> owned(Collection<UUID> keys) {
        return Set.copyOf(rows.avatars(keys));
    }
}
