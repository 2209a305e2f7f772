package dev.usher.catalog.rbac.adapter.out.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The statements on the tables {@code entry} and {@code entry_part} but for the list, whose order is not known before it
 * is asked for. Lists of ids are texts with commas between.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface EntryRows extends GenericRepository<EntryRow, UUID> {
    /**
     * Nobody else changes any entry until the transaction ends: what is published of a role is made of three levels, and
     * these writes are few. The number only grows.
     */
    @Query("""
            with raised as (update entry_revision set revision = revision + 1 returning revision)
            select revision from raised""")
    long lock();

    @Query("select * from entry_with_parts where kind = :kind and id = :id")
    Optional<EntryRow> find(String kind, UUID id);

    /** Whether an entry of this kind other than this one has the name. */
    @Query("select count(*) from entry where kind = :kind and name_key = :nameKey and id <> :id")
    int countOthers(String kind, String nameKey, UUID id);

    @Query("select count(*) from entry where kind = :kind and id = any (cast(string_to_array(:ids, ',') as uuid[]))")
    int countKnown(String kind, String ids);

    @Query("""
            insert into entry (id, kind, name, name_key, description, version,
                               created_at, updated_at, created_by, updated_by)
            values (:id, :kind, :name, :nameKey, :description, :version,
                    :createdAt, :updatedAt, :createdBy, :updatedBy)""")
    void insert(EntryRow row);

    @Query("""
            update entry
               set name = :name, name_key = :nameKey, description = :description, version = :version,
                   updated_at = :updatedAt, updated_by = :updatedBy
             where id = :id""")
    void update(EntryRow row);

    @Query("""
            insert into entry_part (whole_id, whole_kind, part_id, part_kind)
            select whole.id, whole.kind, part.id, part.kind
              from entry whole, entry part
             where whole.id = :id and part.id = any (cast(string_to_array(:parts, ',') as uuid[]))""")
    void addParts(UUID id, String parts);

    @Query("delete from entry_part where whole_id = :id")
    void removeParts(UUID id);

    /** What uses the entry, by name. */
    @Query("""
            select w.* from entry_with_parts w join entry_part p on p.whole_id = w.id
             where p.part_id = :id order by w.name_key limit :most""")
    List<EntryRow> users(UUID id, int most);

    /** All that use the entry are edited: they are about to lose it. */
    @Query("""
            update entry set version = version + 1, updated_at = :now, updated_by = :by
             where id in (select whole_id from entry_part where part_id = :id)""")
    void editUsers(UUID id, UUID by, Instant now);

    @Query("delete from entry_part where part_id = :id")
    void removeFromUsers(UUID id);

    @Query("select id from entry where id = :id for update")
    Optional<UUID> lockForRemoval(UUID id);

    @Query("delete from entry where id = :id")
    void remove(UUID id);

    /** The roles that are made of the entry, over however many levels; a role of itself. */
    @Query("""
            with recursive whole (id) as (
                select cast(:id as uuid)
                 union
                select whole_id from entry_part join whole on part_id = whole.id)
            select entry.id from entry join whole on whole.id = entry.id where entry.kind = 'role'""")
    List<UUID> rolesOf(UUID id);

    @Query("select id from entry where kind = 'role'")
    List<UUID> allRoles();

    /** 1 for the first who asks, 0 after that. */
    @Query("update entry_revision set published = true where not published")
    int claimSeeds();
}
