package dev.usher.catalog.rbac.application.port;

import dev.usher.catalog.rbac.domain.Service;
import dev.usher.kernel.value.Page;
import dev.usher.kernel.value.PageRequest;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;

/**
 * The services, no two of one name. Every method is one atomic change, visible to others entirely or not at all.
 * Conditions are asked with the stored version before anything is changed.
 */
public interface Services {
    /** What {@link #list} can sort by. */
    Set<String> SORTS = Set.of("name", "created_at", "updated_at");

    /** False if the name is taken; then nothing is stored. */
    boolean add(Service service);

    Optional<Service> find(UUID id);

    /**
     * One page, sorted as asked and then by id, so that an order is never left to chance.
     *
     * @param nameContains any text, searched literally and regardless of case; every service when empty
     */
    Page<Service> list(Optional<String> nameContains, PageRequest page);

    /** Edits the stored service while nobody else can; when the edit gives the same version, nothing is stored. */
    Edit edit(UUID id, LongPredicate expected, UnaryOperator<Service> edit);

    Removal remove(UUID id, LongPredicate expected);

    /** What became of an edit; nothing was changed but in the first case. */
    sealed interface Edit {
        /** The service as it stands now. */
        record Done(Service service) implements Edit {}

        record NameTaken() implements Edit {}

        record Stale() implements Edit {}

        record Missing() implements Edit {}
    }

    /** What became of a removal; nothing was changed but in the first case. */
    enum Removal {
        DONE,
        STALE,
        MISSING
    }
}
