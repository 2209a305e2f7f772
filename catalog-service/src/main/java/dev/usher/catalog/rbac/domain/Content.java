package dev.usher.catalog.rbac.domain;

import dev.usher.kernel.value.Ids;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Text;
import dev.usher.kernel.value.Violations;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What people say about an entry.
 *
 * @param description at most 1000 code points, line breaks allowed
 * @param parts the entries one level below that it is made of: a set, always in the same order
 */
public record Content(Name name, @Nullable String description, List<UUID> parts) {
    public static final int MAX_PARTS = 1000;

    public Content {
        parts = parts.stream().distinct().sorted().toList();
    }

    /**
     * @param partIds as text, a null of JSON among them perhaps; whether they exist is not asked here
     * @throws InvalidValue that names every value that cannot stand
     */
    public static Content of(
            Kind kind, @Nullable String name, @Nullable String description, @Nullable List<String> partIds) {
        var check = new Violations();
        var newName = check.value(() -> Name.of(name));
        var newDescription = check.value(() -> Optional.ofNullable(describe(description)));
        var newParts = check.value(() -> parts(kind, partIds));
        check.orThrow();
        return new Content(newName.get(), newDescription.get().orElse(null), newParts.get());
    }

    /** The refusal of parts that do not exist. */
    public static InvalidValue unknownParts(Kind kind) {
        return new InvalidValue(kind.partsField(), "unknown", "must be ids of what exists");
    }

    Content after(Edit edit) {
        return new Content(
                edit.name().over(name),
                edit.description().over(description),
                edit.parts().over(parts));
    }

    private static @Nullable String describe(@Nullable String raw) {
        return raw == null ? null : Text.block("description", raw, 0, 1000);
    }

    private static List<UUID> parts(Kind kind, @Nullable List<String> ids) {
        if (ids == null) {
            throw new InvalidValue(kind.partsField(), "required", "is required");
        }
        if (ids.size() > MAX_PARTS) {
            throw new InvalidValue(kind.partsField(), "too_long", "must not have more than " + MAX_PARTS + " items");
        }
        return ids.stream().map(id -> part(kind, id)).toList();
    }

    private static UUID part(Kind kind, @Nullable String id) {
        return Optional.ofNullable(id).flatMap(Ids::parse).orElseThrow(() -> unknownParts(kind));
    }

    /** A wish to change some of it. */
    public record Edit(Wish<Name> name, Wish<@Nullable String> description, Wish<List<UUID>> parts) {
        /** @throws InvalidValue that names every value that cannot stand */
        public static Edit of(
                Kind kind,
                Wish<@Nullable String> name,
                Wish<@Nullable String> description,
                Wish<@Nullable List<String>> partIds) {
            var check = new Violations();
            var newName = check.value(() -> name.map(Name::of));
            var newDescription = check.value(() -> description.<@Nullable String>map(Content::describe));
            var newParts = check.value(() -> partIds.map(ids -> Content.parts(kind, ids)));
            check.orThrow();
            return new Edit(newName.get(), newDescription.get(), newParts.get());
        }
    }
}
