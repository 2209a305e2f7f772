package dev.usher.auth.adapter.out.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements on the tables {@code account} and {@code credential}, but for {@link AccountInsert}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface AccountRows extends GenericRepository<AccountRow, UUID> {
    @Query("select a.*, c.password_hash from account a join credential c on c.user_id = a.id where a.id = :id")
    Optional<AccountRow> find(UUID id);

    @Query(
            "select a.*, c.password_hash from account a join credential c on c.user_id = a.id where a.email_key = :emailKey")
    Optional<AccountRow> findByKey(String emailKey);

    /** Nobody disables the account, changes its password or counts its sessions until the transaction ends. */
    @Query("""
            select session_epoch from account where id = :id and status = 'active' and session_epoch = :sessionEpoch
               for update""")
    Optional<Long> lockUnchanged(UUID id, long sessionEpoch);

    @Query("insert into credential (user_id, password_hash) values (:userId, :passwordHash)")
    void insertCredential(UUID userId, String passwordHash);

    @Query("update credential set password_hash = :passwordHash where user_id = :userId")
    void updateCredential(UUID userId, String passwordHash);

    @Query("""
            update credential set password_hash = :replacement where user_id = :userId and password_hash = :known""")
    void replaceHash(UUID userId, String known, String replacement);

    /** The raised epoch. */
    @Query("""
            with raised as (
                update account set epoch = epoch + 1, session_epoch = session_epoch + 1 where id = :id
             returning epoch)
            select epoch from raised""")
    long raiseEpochs(UUID id);

    @Query("""
            update account
               set first_name = :firstName, last_name = :lastName, locale = coalesce(:locale, locale),
                   profile_version = :version
             where id = :id and profile_version < :version""")
    void follow(UUID id, String firstName, String lastName, @Nullable String locale, long version);
}
