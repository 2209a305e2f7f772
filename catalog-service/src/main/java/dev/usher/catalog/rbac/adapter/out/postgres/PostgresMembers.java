package dev.usher.catalog.rbac.adapter.out.postgres;

import dev.usher.catalog.rbac.application.port.Members;
import dev.usher.catalog.rbac.domain.BuiltIn;
import dev.usher.catalog.rbac.domain.Member;
import dev.usher.kernel.event.ErasedUsers;
import dev.usher.kernel.event.Outbox;
import dev.usher.kernel.store.Transactions;
import dev.usher.kernel.value.Page;
import dev.usher.kernel.value.PageRequest;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Who has which role, in PostgreSQL. The lock of the role super-admin decides who is the last one. */
@Singleton
final class PostgresMembers implements Members {
    private final MemberRows rows;
    private final ErasedUsers erased;
    private final Policy policy;
    private final Outbox outbox;
    private final JdbcOperations jdbc;
    private final Transactions transactions;
    private final Clock clock;

    PostgresMembers(
            MemberRows rows,
            ErasedUsers erased,
            Policy policy,
            Outbox outbox,
            JdbcOperations jdbc,
            Transactions transactions,
            Clock clock) {
        this.rows = rows;
        this.erased = erased;
        this.policy = policy;
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public Grant grant(Member member) {
        return transactions.write(() -> {
            if (member.role().equals(rows.builtIn(BuiltIn.SUPER_ADMIN))) {
                rows.claimFirstSuperAdmin();
            }
            if (rows.keep(member.role()).isEmpty()) {
                return Grant.NO_ROLE;
            }
            if (erased.contains(member.user())) {
                return Grant.ERASED;
            }
            meet(member.user());
            if (insert(member)) {
                tell(member.user());
            }
            return Grant.DONE;
        });
    }

    /** The person is known and locked from here on. */
    private void meet(UUID user) {
        rows.meet(user);
        policy.lock(List.of(user));
    }

    private boolean insert(Member member) {
        return rows.insert(member.role(), member.user(), member.createdAt(), member.createdBy()) == 1;
    }

    @Override
    public Revocation revoke(UUID role, UUID user) {
        return transactions.write(() -> {
            var superAdmin = role.equals(rows.builtIn(BuiltIn.SUPER_ADMIN));
            var locked = superAdmin ? rows.lock(role) : rows.keep(role);
            if (locked.isEmpty()) {
                return Revocation.NO_ROLE;
            }
            if (rows.find(role, user).isEmpty()) {
                return Revocation.DONE;
            }
            if (superAdmin && rows.countOthers(role, user) == 0) {
                return Revocation.LAST_SUPER_ADMIN;
            }
            policy.lock(List.of(user));
            if (rows.remove(role, user) == 1) {
                tell(user);
            }
            return Revocation.DONE;
        });
    }

    @Override
    public void welcome(UUID user, boolean first, Instant now) {
        transactions.write(() -> {
            if (rows.welcomed(user).isPresent() || erased.contains(user)) {
                return;
            }
            var superAdmin = first && rows.claimFirstSuperAdmin() == 1
                    ? Optional.of(rows.builtIn(BuiltIn.SUPER_ADMIN))
                    : Optional.<UUID>empty();
            var customer = rows.builtIn(BuiltIn.CUSTOMER);
            rows.keep(customer);
            superAdmin.ifPresent(rows::keep);
            meet(user);
            if (rows.welcomed(user).isEmpty()) {
                rows.signUp(user);
                insert(new Member(customer, user, now, null));
                superAdmin.ifPresent(role -> insert(new Member(role, user, now, null)));
                tell(user);
            }
        });
    }

    @Override
    public void erase(UUID user) {
        transactions.write(() -> {
            // In the order in which all take their locks: entries, then people.
            rows.lockEntries();
            rows.forgetMaker(user);
            erased.add(user);
            policy.lock(List.of(user));
            rows.forgetGiver(user);
            rows.removeAll(user);
            rows.forget(user);
            outbox.append(PolicyEventJson.memberGone(user, clock.instant()));
        });
    }

    private void tell(UUID user) {
        outbox.append(policy.members(List.of(user), clock.instant()));
    }

    @Override
    public Page<Member> list(UUID role, PageRequest page) {
        return transactions.read(() -> new Page<>(
                select(MemberListQuery.ofRole(page), role, page, MemberRow::toDomain),
                count(MemberListQuery.COUNT_OF_ROLE, role)));
    }

    @Override
    public Page<Held> roles(UUID user, PageRequest page) {
        return transactions.read(() -> new Page<>(
                select(MemberListQuery.ofUser(page), user, page, MemberRow::toHeld),
                count(MemberListQuery.COUNT_OF_USER, user)));
    }

    private <T> List<T> select(String sql, UUID of, PageRequest page, Function<MemberRow, T> read) {
        return jdbc.prepareStatement(sql, select -> {
            select.setObject(1, of);
            select.setInt(2, page.size());
            select.setLong(3, page.offset());
            try (var found = jdbc.entityStream(select.executeQuery(), MemberRow.class)) {
                return found.map(read).toList();
            }
        });
    }

    private long count(String sql, UUID of) {
        return jdbc.prepareStatement(sql, select -> {
            select.setObject(1, of);
            try (var counted = select.executeQuery()) {
                counted.next();
                return counted.getLong(1);
            }
        });
    }
}
