package dev.usher.catalog.rbac.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Entries and the people who edit them, always the same. */
public final class TestEntries {
    public static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");
    public static final UUID ADA = UUID.fromString("01957000-0000-7000-8000-00000000000a");
    public static final UUID BOB = UUID.fromString("01957000-0000-7000-8000-00000000000b");

    private TestEntries() {}

    /** A new entry of Ada's. */
    public static Entry entry(Kind kind, String name, @Nullable String description, Entry... parts) {
        return entryAt(NOW, kind, name, description, parts);
    }

    public static Entry entryAt(Instant now, Kind kind, String name, @Nullable String description, Entry... parts) {
        return Entry.of(kind, Content.of(kind, name, description, ids(parts)), ADA, now);
    }

    public static Content.Edit rename(String name) {
        return Content.Edit.of(Kind.SERVICE, new Wish.Become<>(name), new Wish.Keep<>(), new Wish.Keep<>());
    }

    public static Content.Edit describe(@Nullable String description) {
        return Content.Edit.of(Kind.SERVICE, new Wish.Keep<>(), new Wish.Become<>(description), new Wish.Keep<>());
    }

    public static Content.Edit compose(Entry... parts) {
        return Content.Edit.of(Kind.SERVICE, new Wish.Keep<>(), new Wish.Keep<>(), new Wish.Become<>(ids(parts)));
    }

    public static Content.Edit nothing() {
        return Content.Edit.of(Kind.SERVICE, new Wish.Keep<>(), new Wish.Keep<>(), new Wish.Keep<>());
    }

    private static List<String> ids(Entry... parts) {
        return Stream.of(parts).map(part -> part.id().toString()).toList();
    }
}
