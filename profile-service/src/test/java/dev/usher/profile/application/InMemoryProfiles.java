package dev.usher.profile.application;

import dev.usher.profile.application.port.Profiles;
import dev.usher.profile.domain.Profile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;

/** Profiles in a map, and in {@link #told} the changes that were told of; one lock makes every method atomic. */
public final class InMemoryProfiles implements Profiles {
    private final Map<UUID, Profile> stored = new HashMap<>();
    private final Set<UUID> erased = new HashSet<>();
    private final List<Profile> told = new ArrayList<>();

    @Override
    public synchronized Optional<Profile> find(UUID userId) {
        return Optional.ofNullable(stored.get(userId));
    }

    @Override
    public synchronized void addIfAbsent(Profile profile) {
        if (!erased.contains(profile.userId())) {
            stored.putIfAbsent(profile.userId(), profile);
        }
    }

    @Override
    public synchronized void erase(UUID userId) {
        erased.add(userId);
        stored.remove(userId);
    }

    @Override
    public synchronized Edit edit(UUID userId, LongPredicate expected, UnaryOperator<Profile> edit) {
        var profile = stored.get(userId);
        if (profile == null) {
            return new Edit.Missing();
        }
        if (!expected.test(profile.version())) {
            return new Edit.Stale();
        }
        var edited = edit.apply(profile);
        if (edited.version() != profile.version()) {
            stored.put(userId, edited);
            told.add(edited);
        }
        return new Edit.Done(edited);
    }

    synchronized List<Profile> told() {
        return List.copyOf(told);
    }

    synchronized void remove(UUID userId) {
        stored.remove(userId);
    }
}
