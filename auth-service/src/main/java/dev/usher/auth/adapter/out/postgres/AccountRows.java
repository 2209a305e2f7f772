package dev.usher.auth.adapter.out.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.DataType;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements on the tables {@code account} and {@code credential}, but for {@link AccountInsert}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface AccountRows extends GenericRepository<AccountRow, UUID> {
    @Query("select a.*, c.password_hash from account a join credential c on c.user_id = a.id where a.id = :id")
    Optional<AccountRow> find(UUID id);

    /**
     * Always a row: that of {@link AccountRow#NOBODY} when nobody has the address. To read and to map a row takes time, and
     * a login must not tell by its time whether there was one.
     */
    @Query("""
            select coalesce(a.id, '00000000-0000-0000-0000-000000000000') as id,
                   coalesce(a.email, asked.email_key) as email,
                   coalesce(a.email_key, asked.email_key) as email_key,
                   coalesce(a.email_verified, false) as email_verified,
                   coalesce(a.first_name, 'Nobody') as first_name,
                   coalesce(a.last_name, 'Nobody') as last_name,
                   coalesce(a.locale, 'en') as locale,
                   coalesce(a.roles, array['customer']) as roles,
                   coalesce(a.status, 'active') as status,
                   coalesce(a.epoch, 0) as epoch,
                   coalesce(a.session_epoch, 0) as session_epoch,
                   coalesce(a.created_at, 'epoch'::timestamptz) as created_at,
                   coalesce(c.password_hash, repeat('-', 80)) as password_hash
              from (values (cast(:emailKey as text))) asked (email_key)
              left join account a on a.email_key = asked.email_key
              left join credential c on c.user_id = a.id""")
    AccountRow findByKey(String emailKey);

    /** Nobody disables the account, changes its password or counts its sessions until the transaction ends. */
    @Query("""
            select session_epoch from account where id = :id and status = 'active' and session_epoch = :sessionEpoch
               for update""")
    Optional<Long> lockUnchanged(UUID id, long sessionEpoch);

    /** Nobody changes the account until the transaction ends. */
    @Query("""
            select a.*, c.password_hash from account a join credential c on c.user_id = a.id where a.id = :id
               for update of a""")
    Optional<AccountRow> lock(UUID id);

    /** In an order that is the same for everybody who locks them. */
    @Query("select id from account where 'super-admin' = any (roles) and status = 'active' order by id for update")
    List<UUID> lockActiveSuperAdmins();

    @Query("update account set status = :status where id = :id")
    void changeStatus(UUID id, String status);

    @Query("delete from account where id = :id")
    void delete(UUID id);

    /** How many rows: none when the version is not newer. */
    @Query("update account set roles_version = :version where id = :id and roles_version < :version")
    int takeVersion(UUID id, long version);

    @Query("update account set roles = :roles where id = :id")
    void replaceRoles(UUID id, @TypeDef(type = DataType.STRING_ARRAY) String[] roles);

    /** The raised epoch. */
    @Query(
            "with raised as (update account set epoch = epoch + 1 where id = :id returning epoch) select epoch from raised")
    long raiseEpoch(UUID id);

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
