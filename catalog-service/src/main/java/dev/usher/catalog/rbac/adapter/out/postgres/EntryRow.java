package dev.usher.catalog.rbac.adapter.out.postgres;

import dev.usher.catalog.rbac.application.port.Entries.Use;
import dev.usher.catalog.rbac.domain.Audit;
import dev.usher.catalog.rbac.domain.Content;
import dev.usher.catalog.rbac.domain.Entry;
import dev.usher.catalog.rbac.domain.Kind;
import dev.usher.catalog.rbac.domain.Name;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of the view {@code entry_with_parts}.
 *
 * @param parts ids with commas between
 */
@MappedEntity("entry_with_parts")
record EntryRow(
        @Id UUID id,
        String kind,
        String name,
        String nameKey,
        @Nullable String description,
        String parts,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable UUID createdBy,
        @Nullable UUID updatedBy) {
    static EntryRow from(Entry entry) {
        var content = entry.content();
        var audit = entry.audit();
        return new EntryRow(
                entry.id(),
                entry.kind().label(),
                content.name().value(),
                content.name().key(),
                content.description(),
                ids(content.parts()),
                entry.version(),
                audit.createdAt(),
                audit.updatedAt(),
                audit.createdBy(),
                audit.updatedBy());
    }

    Entry toDomain() {
        return new Entry(
                Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                id,
                new Content(new Name(name), description, ids(parts)),
                version,
                new Audit(createdAt, updatedAt, createdBy, updatedBy));
    }

    Use toUse() {
        return new Use(kind, id, name);
    }

    static String ids(List<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(","));
    }

    private static List<UUID> ids(String text) {
        return text.isEmpty()
                ? List.of()
                : Stream.of(text.split(",", -1)).map(UUID::fromString).toList();
    }
}
