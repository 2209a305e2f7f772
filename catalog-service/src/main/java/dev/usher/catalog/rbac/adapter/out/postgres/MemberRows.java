package dev.usher.catalog.rbac.adapter.out.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the tables {@code member} and {@code person} but for the lists. Locks are taken in the order role,
 * person, so that nobody waits in a circle.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface MemberRows extends GenericRepository<MemberRow, UUID> {
    /** The role is neither renamed nor removed until the transaction ends. */
    @Query("select id from entry where id = :roleId and kind = 'role' for share")
    Optional<UUID> keep(UUID roleId);

    /** As {@link #keep}; and nobody else has the role's members counted. */
    @Query("select id from entry where id = :roleId and kind = 'role' for update")
    Optional<UUID> lock(UUID roleId);

    @Query("select id from entry where kind = 'role' and name_key = :name")
    UUID builtIn(String name);

    /** 1 for the first super-admin there ever was, 0 after that. */
    @Query("update entry_revision set had_super_admin = true where not had_super_admin")
    int claimFirstSuperAdmin();

    @Query("""
            insert into person (user_id, version, signed_up) values (:userId, 0, false)
            on conflict (user_id) do nothing""")
    void meet(UUID userId);

    @Query("select user_id from person where user_id = :userId and signed_up")
    Optional<UUID> welcomed(UUID userId);

    @Query("update person set signed_up = true where user_id = :userId")
    void signUp(UUID userId);

    @Query("delete from person where user_id = :userId")
    void forget(UUID userId);

    @Query("""
            insert into member (role_id, user_id, created_at, created_by) values (:roleId, :userId, :at, :by)
            on conflict (role_id, user_id) do nothing""")
    int insert(UUID roleId, UUID userId, Instant at, @Nullable UUID by);

    @Query("delete from member where role_id = :roleId and user_id = :userId")
    int remove(UUID roleId, UUID userId);

    @Query("delete from member where user_id = :userId")
    void removeAll(UUID userId);

    @Query("delete from member where role_id = :roleId")
    void removeAllOf(UUID roleId);

    /** No entry changes until the transaction ends. */
    @Query("select revision from entry_revision for update")
    long lockEntries();

    @Query("""
            update entry set created_by = nullif(created_by, :userId), updated_by = nullif(updated_by, :userId)
             where created_by = :userId or updated_by = :userId""")
    void forgetMaker(UUID userId);

    @Query("update member set created_by = null where created_by = :userId")
    void forgetGiver(UUID userId);

    @Query("select count(*) from member where role_id = :roleId and user_id <> :userId")
    int countOthers(UUID roleId, UUID userId);

    @Query("select user_id from member where role_id = :roleId and user_id = :userId")
    Optional<UUID> find(UUID roleId, UUID userId);

    @Query("select user_id from member where role_id = :roleId order by created_at, user_id limit :most")
    List<UUID> users(UUID roleId, int most);
}
