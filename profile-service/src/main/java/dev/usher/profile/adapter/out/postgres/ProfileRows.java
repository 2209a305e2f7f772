package dev.usher.profile.adapter.out.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The statements on the table {@code profile}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ProfileRows extends GenericRepository<ProfileRow, UUID> {
    @Query("select * from profile where user_id = :userId")
    Optional<ProfileRow> find(UUID userId);

    /** Nobody else edits the row until the transaction ends. */
    @Query("select * from profile where user_id = :userId for update")
    Optional<ProfileRow> lock(UUID userId);

    @Query("""
            insert into profile (user_id, email, first_name, last_name, bio, phone, locale, time_zone,
                                 avatar_key, version, created_at, updated_at, created_by, updated_by)
            values (:userId, :email, :firstName, :lastName, :bio, :phone, :locale, :timeZone,
                    :avatarKey, :version, :createdAt, :updatedAt, :createdBy, :updatedBy)
            on conflict (user_id) do nothing
            """)
    void insertIfAbsent(ProfileRow row);

    @Query("""
            update profile
               set first_name = :firstName, last_name = :lastName, bio = :bio, phone = :phone, locale = :locale,
                   time_zone = :timeZone, avatar_key = :avatarKey, version = :version, updated_at = :updatedAt, updated_by = :updatedBy
             where user_id = :userId
            """)
    void update(ProfileRow row);

    @Query("delete from profile where user_id = :userId")
    void delete(UUID userId);

    @Query("select avatar_key from profile where avatar_key in (:keys)")
    List<UUID> avatars(Collection<UUID> keys);
}
