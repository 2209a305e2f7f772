package dev.usher.profile.application.port;

import dev.usher.profile.domain.Profile;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;

/** Profiles, keyed by their owner. Every method is one atomic change, visible to others entirely or not at all. */
public interface Profiles {
    Optional<Profile> find(UUID userId);

    /**
     * Stores the profile unless its owner has one already, or was erased: what was there first stays untouched, and
     * nobody comes back.
     */
    void addIfAbsent(Profile profile);

    /**
     * Edits the stored profile while nobody else can. When the edit gives another version, the profile and the event
     * that tells of it are stored together; when it gives the same one, nothing is stored. The file of an avatar is there
     * before its profile points to it, and goes after it does no more.
     *
     * @param expected asked with the stored version before anything is edited
     */
    Edit edit(UUID userId, LongPredicate expected, UnaryOperator<Profile> edit);

    /** Deletes all that is known about the user, the avatar's file included, and remembers for a month that nothing may be known again. */
    void erase(UUID userId);

    /** What became of an edit. */
    sealed interface Edit {
        /** The profile as it stands now. */
        record Done(Profile profile) implements Edit {}

        /** The stored version is not an expected one; nothing was changed. */
        record Stale() implements Edit {}

        /** This user has no profile. */
        record Missing() implements Edit {}
    }
}
