package dev.usher.catalog.rbac.application.port;

import dev.usher.catalog.rbac.domain.Member;
import dev.usher.catalog.rbac.domain.Name;
import dev.usher.kernel.value.Page;
import dev.usher.kernel.value.PageRequest;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Who has which role. Every method that changes something is one atomic change, told to the other services if it is one:
 * the roles of a person as they stand after it, in the order of the changes.
 */
public interface Members {
    /** What {@link #list} can sort by. */
    Set<String> SORTS = Set.of("created_at");

    /** What {@link #roles} can sort by. */
    Set<String> ROLE_SORTS = Set.of("name", "created_at");

    /** Nothing happens when they have the role already. */
    Grant grant(Member member);

    /** Nothing happens when they do not have the role. */
    Revocation revoke(UUID role, UUID user);

    /**
     * Gives somebody what everybody has, the role {@code customer}: once, however often it is called. Whoever is gone
     * gets nothing.
     *
     * @param first whether this is the person whom the operator named; they become super-admin too, if there has never
     *     been one
     */
    void welcome(UUID user, boolean first, Instant now);

    /**
     * Takes all roles from somebody who is gone, for good; the topic forgets them, and nothing names them any more as who
     * made or gave it.
     */
    void erase(UUID user);

    /** One page of a role's members, sorted as asked and then by id; empty for a role that does not exist. */
    Page<Member> list(UUID role, PageRequest page);

    /** One page of somebody's roles, sorted as asked and then by name. */
    Page<Held> roles(UUID user, PageRequest page);

    /** What became of a grant. */
    enum Grant {
        DONE,
        NO_ROLE,
        /** Their account has been deleted. */
        ERASED
    }

    /** What became of a revocation. */
    enum Revocation {
        DONE,
        NO_ROLE,
        /** There is always a super-admin. */
        LAST_SUPER_ADMIN
    }

    /** A role that somebody has. */
    record Held(Name role, Member member) {}
}
