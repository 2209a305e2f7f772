package dev.usher.profile.adapter.out.postgres;

import dev.usher.profile.domain.PersonalData;
import dev.usher.profile.domain.Profile;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code profile}. */
@MappedEntity("profile")
record ProfileRow(
        @Id UUID userId,
        String email,
        String firstName,
        String lastName,
        @Nullable String bio,
        @Nullable String phone,
        @Nullable String locale,
        @Nullable String timeZone,
        @Nullable UUID avatarKey,
        long version,
        Instant createdAt,
        Instant updatedAt,
        UUID createdBy,
        UUID updatedBy) {
    static ProfileRow from(Profile profile) {
        var data = profile.data();
        var audit = profile.audit();
        return new ProfileRow(
                profile.userId(),
                profile.email(),
                data.firstName(),
                data.lastName(),
                data.bio(),
                data.phone(),
                data.locale(),
                data.timeZone(),
                profile.avatar(),
                profile.version(),
                audit.createdAt(),
                audit.updatedAt(),
                audit.createdBy(),
                audit.updatedBy());
    }

    Profile toDomain() {
        return new Profile(
                userId,
                email,
                new PersonalData(firstName, lastName, bio, phone, locale, timeZone),
                avatarKey,
                version,
                new Profile.Audit(createdAt, updatedAt, createdBy, updatedBy));
    }
}
