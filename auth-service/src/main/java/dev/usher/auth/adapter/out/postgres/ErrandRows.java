package dev.usher.auth.adapter.out.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The statements on the table {@code errand}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ErrandRows extends GenericRepository<ErrandRow, UUID> {
    @Query("""
            insert into errand (id, kind, email, email_key, first_name, last_name, locale, password_hash, ip, user_agent,
                                asked_at)
            values (:id, :kind, :email, :emailKey, :firstName, :lastName, :locale, :passwordHash, :ip, :userAgent,
                    :askedAt)""")
    void insert(ErrandRow row);

    /**
     * The oldest that nobody is at, and nobody else gets it until the transaction ends. What is taken for longer than
     * anybody takes it was so before the clock went back.
     */
    @Query("""
            select * from errand
             where taken_until is null or taken_until <= :now or taken_until > :until
             order by asked_at
             limit 1
               for update skip locked""")
    Optional<ErrandRow> next(Instant now, Instant until);

    @Query("update errand set taken_until = :until where id = :id")
    void take(UUID id, Instant until);

    /** How many there were: one or none. */
    @Query("delete from errand where id = :id")
    int delete(UUID id);
}
