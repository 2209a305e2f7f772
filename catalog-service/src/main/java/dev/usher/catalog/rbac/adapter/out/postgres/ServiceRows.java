package dev.usher.catalog.rbac.adapter.out.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements on the table {@code service} but for its list, whose order is not known before it is asked for. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ServiceRows extends GenericRepository<ServiceRow, UUID> {
    @Query("select * from service where id = :id")
    Optional<ServiceRow> find(UUID id);

    /** Nobody else edits or removes the row until the transaction ends. */
    @Query("select * from service where id = :id for update")
    Optional<ServiceRow> lock(UUID id);

    /** 1, or 0 when the name is taken; of a whole row the framework would not say which. */
    @Query("""
            insert into service (id, name, name_key, description, version,
                                 created_at, updated_at, created_by, updated_by)
            values (:id, :name, :nameKey, :description, :version, :createdAt, :updatedAt, :createdBy, :updatedBy)
            on conflict on constraint service_name do nothing
            """)
    int insertIfFree(
            UUID id,
            String name,
            String nameKey,
            @Nullable String description,
            long version,
            Instant createdAt,
            Instant updatedAt,
            @Nullable UUID createdBy,
            @Nullable UUID updatedBy);

    /** Breaks the constraint {@code service_name} when the name is taken. */
    @Query("""
            update service
               set name = :name, name_key = :nameKey, description = :description, version = :version,
                   updated_at = :updatedAt, updated_by = :updatedBy
             where id = :id
            """)
    void update(ServiceRow row);

    @Query("delete from service where id = :id")
    void remove(UUID id);
}
