package dev.usher.catalog.rbac.application.port;

import dev.usher.catalog.rbac.domain.Entry;
import dev.usher.catalog.rbac.domain.Kind;
import dev.usher.kernel.value.Page;
import dev.usher.kernel.value.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Services, permissions and roles, no two of one kind with one name, each made of entries of the level below that exist.
 * Every method is one atomic change, visible to others entirely or not at all. Conditions are asked with the stored
 * version before anything is changed.
 */
public interface Entries {
    /** What {@link #list} can sort by. */
    Set<String> SORTS = Set.of("name", "created_at", "updated_at");

    /** How many of its users are named when something is in use. */
    int MOST_USES = 100;

    /** Stored only when {@link Addition#DONE}. */
    Addition add(Entry entry);

    Optional<Entry> find(Kind kind, UUID id);

    /** One page, sorted as asked and then by id, so that an order is never left to chance. */
    Page<Entry> list(Kind kind, Filter filter, PageRequest page);

    /** Edits the stored entry while nobody else can; when the edit gives the same version, nothing is stored. */
    Edit edit(Kind kind, UUID id, LongPredicate expected, UnaryOperator<Entry> edit);

    /** Removes what nobody uses. */
    Removal remove(Kind kind, UUID id, LongPredicate expected);

    /** Removes it also from everything that uses it; those are edited by this person at this time. */
    Removal removeEverywhere(Kind kind, UUID id, LongPredicate expected, UUID by, Instant now);

    /**
     * @param nameContains any text, searched literally and regardless of case; empty text is in every name
     * @param part only what is made of this entry; null for no such condition
     */
    record Filter(String nameContains, @Nullable UUID part) {}

    /** What became of an addition. */
    enum Addition {
        DONE,
        NAME_TAKEN,
        UNKNOWN_PARTS
    }

    /** What became of an edit; nothing was changed but in the first case. */
    sealed interface Edit {
        /** The entry as it stands now. */
        record Done(Entry entry) implements Edit {}

        record NameTaken() implements Edit {}

        record UnknownParts() implements Edit {}

        /** {@link Entry#mayBecome} forbids it. */
        record BuiltIn() implements Edit {}

        record Stale() implements Edit {}

        record Missing() implements Edit {}
    }

    /** What became of a removal; nothing was changed but in the first case. */
    sealed interface Removal {
        record Done() implements Removal {}

        /** @param uses the first {@link #MOST_USES} by name */
        record InUse(List<Use> uses) implements Removal {}

        /** {@link Entry#isBuiltIn} forbids it. */
        record BuiltIn() implements Removal {}

        record Stale() implements Removal {}

        record Missing() implements Removal {}
    }

    /** Something that uses an entry. */
    record Use(String kind, UUID id, @Nullable String name) {}
}
