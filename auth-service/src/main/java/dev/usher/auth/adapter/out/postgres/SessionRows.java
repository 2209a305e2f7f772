package dev.usher.auth.adapter.out.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The statements on the table {@code session}, but for {@link Acknowledgement}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface SessionRows extends GenericRepository<SessionRow, UUID> {
    @Query("""
            insert into session (id, user_id, session_epoch, generation, rotated_at, created_at, last_used_at,
                                 absolute_until, ip, user_agent)
            values (:id, :userId, :sessionEpoch, 1, :createdAt, :createdAt, :createdAt,
                    :absoluteUntil, :ip, :userAgent)""")
    void insert(SessionRow row);

    /** Whose session it was; nobody's when it is unknown or had ended. */
    @Query("""
            with ended as (
                update session set ended_at = :now, ended_reason = :reason
                 where id = :id and ended_at is null
             returning user_id)
            select user_id from ended""")
    List<UUID> end(UUID id, String reason, Instant now);

    /** How many ended: none when it is not theirs, unknown or over. */
    @Query("""
            update session set ended_at = :now, ended_reason = :reason
             where id = :id and user_id = :userId and ended_at is null and absolute_until > :now
               and last_used_at > :usedAfter""")
    int endOwn(UUID id, UUID userId, Instant usedAfter, String reason, Instant now);

    @Query("""
            select * from session
             where user_id = :userId and ended_at is null and absolute_until > :now and last_used_at > :usedAfter
             order by last_used_at desc, id desc""")
    List<SessionRow> living(UUID userId, Instant usedAfter, Instant now);

    /** Those whose absolute end is the longest past. */
    @Query("""
            delete from session where id in (
                select id from session where absolute_until < :before order by absolute_until limit :count)""")
    int prune(Instant before, int count);

    @Query("""
            with ended as (
                update session set ended_at = :now, ended_reason = :reason
                 where user_id = :userId and ended_at is null
             returning id)
            select id from ended""")
    List<UUID> endAll(UUID userId, String reason, Instant now);

    /** Ends the sessions unused the longest, so that {@code others} remain beside the one that stays. */
    @Query("""
            with ended as (
                update session set ended_at = :now, ended_reason = :reason
                 where id in (
                           select id from session
                            where user_id = :userId and ended_at is null and id <> :staying
                            order by last_used_at desc, id desc
                           offset :others)
             returning id)
            select id from ended""")
    List<UUID> endLeastUsed(UUID userId, UUID staying, int others, String reason, Instant now);
}
