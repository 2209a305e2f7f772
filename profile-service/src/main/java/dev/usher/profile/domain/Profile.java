package dev.usher.profile.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person's profile; its owner is the account of the same id.
 *
 * @param email the account's address, not edited here
 * @param avatar the picture's file; another one with every upload
 * @param version 1 when new, one more with every change, so that a stale copy is told from a fresh one
 */
public record Profile(
        UUID userId,
        String email,
        PersonalData data,
        @Nullable UUID avatar,
        long version,
        Audit audit) {
    /** Who made and last changed it, and when; microseconds, as the database keeps them. */
    public record Audit(Instant createdAt, Instant updatedAt, UUID createdBy, UUID updatedBy) {
        public Audit {
            createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
            updatedAt = updatedAt.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /** The first profile of an account, made in its owner's name. */
    public static Profile of(Account account, Instant now) {
        return new Profile(
                account.id(),
                account.email(),
                account.data(),
                null,
                1,
                new Audit(now, now, account.id(), account.id()));
    }

    /** The profile after the edit; this very profile, same version, when the edit changes nothing. */
    public Profile edit(ProfileEdit edit, UUID by, Instant now) {
        var edited = edit.applyTo(data);
        return edited.equals(data) ? this : changed(edited, avatar, by, now);
    }

    /** The profile with another picture, or without one. */
    public Profile withAvatar(@Nullable UUID file, UUID by, Instant now) {
        return changed(data, file, by, now);
    }

    private Profile changed(PersonalData newData, @Nullable UUID newAvatar, UUID by, Instant now) {
        return new Profile(
                userId,
                email,
                newData,
                newAvatar,
                version + 1,
                new Audit(audit.createdAt(), now, audit.createdBy(), by));
    }
}
