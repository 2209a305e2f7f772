package dev.usher.auth.adapter.out.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The statements on the table {@code one_time_token}, and on accounts because of it. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface RecoveryRows extends GenericRepository<AccountRow, UUID> {
    /** Nobody disables the account, changes its password or uses its tokens until the transaction ends. */
    @Query("""
            select a.*, c.password_hash from account a join credential c on c.user_id = a.id
             where a.id = :id and a.status = 'active' for update of a""")
    Optional<AccountRow> lockActive(UUID id);

    @Query("""
            insert into one_time_token (user_id, purpose, hash, session_epoch, expires_at)
            values (:userId, :purpose, :hash, :sessionEpoch, :expiresAt)
            on conflict (user_id, purpose) do update
               set hash = excluded.hash, session_epoch = excluded.session_epoch, expires_at = excluded.expires_at""")
    void store(UUID userId, String purpose, String hash, long sessionEpoch, Instant expiresAt);

    @Query("""
            select a.*, c.password_hash
              from one_time_token t join account a on a.id = t.user_id join credential c on c.user_id = a.id
             where t.hash = :hash and t.purpose = :purpose and t.expires_at > :now and a.status = 'active'
               and (t.purpose = 'verify' or t.session_epoch = a.session_epoch)""")
    Optional<AccountRow> find(String purpose, String hash, Instant now);

    /** How many there were: one or none. */
    @Query("""
            delete from one_time_token
             where hash = :hash and purpose = :purpose and expires_at > :now
               and (purpose = 'verify' or session_epoch = :sessionEpoch)""")
    int use(String purpose, String hash, Instant now, long sessionEpoch);

    @Query("delete from one_time_token where user_id = :userId")
    void deleteAll(UUID userId);

    @Query("update account set email_verified = true where id = :id")
    void verify(UUID id);
}
