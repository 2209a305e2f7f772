package dev.usher.catalog.rbac.application;

import static java.util.Comparator.comparing;

import dev.usher.catalog.rbac.application.port.Members;
import dev.usher.catalog.rbac.domain.BuiltIn;
import dev.usher.catalog.rbac.domain.Entry;
import dev.usher.catalog.rbac.domain.Kind;
import dev.usher.catalog.rbac.domain.Member;
import dev.usher.catalog.rbac.domain.TestEntries;
import dev.usher.kernel.value.Page;
import dev.usher.kernel.value.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Members in a list, of roles in memory; one lock makes every method atomic. */
final class InMemoryMembers implements Members {
    private final InMemoryEntries entries;
    private final List<Member> stored = new ArrayList<>();
    private final Set<UUID> welcomed = new HashSet<>();
    private final Set<UUID> erased = new HashSet<>();
    private final Entry superAdmin = TestEntries.entry(Kind.ROLE, BuiltIn.SUPER_ADMIN, null);
    private final Entry customer = TestEntries.entry(Kind.ROLE, BuiltIn.CUSTOMER, null);
    private boolean hadSuperAdmin;

    InMemoryMembers(InMemoryEntries entries) {
        this.entries = entries;
        entries.add(superAdmin);
        entries.add(customer);
        entries.add(TestEntries.entry(Kind.ROLE, BuiltIn.ADMIN, null));
    }

    @Override
    public synchronized Grant grant(Member member) {
        if (entries.find(Kind.ROLE, member.role()).isEmpty()) {
            return Grant.NO_ROLE;
        }
        if (erased.contains(member.user())) {
            return Grant.ERASED;
        }
        insert(member);
        return Grant.DONE;
    }

    private void insert(Member member) {
        hadSuperAdmin |= member.role().equals(superAdmin.id());
        if (!has(member.role(), member.user())) {
            stored.add(member);
        }
    }

    private boolean has(UUID role, UUID user) {
        return stored.stream()
                .anyMatch(other -> other.role().equals(role) && other.user().equals(user));
    }

    @Override
    public synchronized Revocation revoke(UUID role, UUID user) {
        if (entries.find(Kind.ROLE, role).isEmpty()) {
            return Revocation.NO_ROLE;
        }
        if (role.equals(superAdmin.id()) && has(role, user) && of(role).count() == 1) {
            return Revocation.LAST_SUPER_ADMIN;
        }
        stored.removeIf(member -> member.role().equals(role) && member.user().equals(user));
        return Revocation.DONE;
    }

    @Override
    public synchronized void welcome(UUID user, boolean first, Instant now) {
        if (!erased.contains(user) && welcomed.add(user)) {
            insert(new Member(customer.id(), user, now, null));
            if (first && !hadSuperAdmin) {
                insert(new Member(superAdmin.id(), user, now, null));
            }
        }
    }

    @Override
    public synchronized void erase(UUID user) {
        erased.add(user);
        stored.removeIf(member -> member.user().equals(user));
        stored.replaceAll(member -> user.equals(member.createdBy())
                ? new Member(member.role(), member.user(), member.createdAt(), null)
                : member);
        entries.forgetMaker(user);
    }

    @Override
    public synchronized Page<Member> list(UUID role, PageRequest page) {
        var found = of(role).sorted(
                        order(page).thenComparing(member -> member.user().toString()))
                .toList();
        return cut(found, page);
    }

    @Override
    public synchronized Page<Held> roles(UUID user, PageRequest page) {
        var byName = comparing((Held held) -> held.role().key());
        var order = page.sort().stream()
                .map(sort -> {
                    Comparator<Held> by = sort.field().equals("name")
                            ? byName
                            : comparing(held -> held.member().createdAt());
                    return sort.descending() ? by.reversed() : by;
                })
                .reduce(Comparator::thenComparing)
                .map(by -> by.thenComparing(byName))
                .orElse(byName);
        var found = stored.stream()
                .filter(member -> member.user().equals(user))
                .map(member -> new Held(
                        entries.find(Kind.ROLE, member.role())
                                .orElseThrow()
                                .content()
                                .name(),
                        member))
                .sorted(order)
                .toList();
        return cut(found, page);
    }

    /** As it was before there was any super-admin. */
    synchronized void forgetSuperAdmins() {
        hadSuperAdmin = false;
        stored.removeIf(member -> member.role().equals(superAdmin.id()));
    }

    private Stream<Member> of(UUID role) {
        return stored.stream().filter(member -> member.role().equals(role));
    }

    private static Comparator<Member> order(PageRequest page) {
        Comparator<Member> byTime = comparing(Member::createdAt);
        return page.sort().stream()
                .map(sort -> sort.descending() ? byTime.reversed() : byTime)
                .findFirst()
                .orElse(comparing(member -> member.user().toString()));
    }

    private static <T> Page<T> cut(List<T> all, PageRequest page) {
        return new Page<>(all.stream().skip(page.offset()).limit(page.size()).toList(), all.size());
    }
}
