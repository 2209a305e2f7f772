package dev.usher.kernel.policy;

import dev.usher.kernel.policy.PolicyData.Permission;
import dev.usher.kernel.value.Text;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Roles and members as one reading of the topics tells them. One thread writes; readers take no lock. A check is two
 * look-ups by name, which give the roles that allow it as bits, and one look-up of who asks, which gives theirs.
 *
 * <p>What is older than what is known is passed over: records come in order within a partition, but a topic that was given
 * more partitions tells of one key in two of them, and a relay that died sends some once more. A deletion carries no
 * version and holds as it comes; the same two reasons can revive nothing for long, as the deletion follows again, and
 * nobody has a role that is no more.
 */
final class Policy {
    private record Role(long version, List<Permission> permissions) {}

    /** By the name as it is spelled, the key of the topic: the same name spelled anew is another key. */
    private final Map<String, Role> told = new HashMap<>();

    /** Numbers of folded names, which never change: roles that nobody has told of have one too, and may come later. */
    private final Map<String, Integer> ids = new HashMap<>();

    private final Map<Set<String>, RoleSet> sets = new HashMap<>();
    private final MemberTable members = new MemberTable();
    private boolean changed;
    /** By permission, then by service, the roles that allow it. Never changed once it is here. */
    private volatile Map<String, Map<String, BitSet>> grants = Map.of();

    private volatile int roles;

    void role(String name, List<Permission> permissions, long version) {
        var before = told.get(name);
        if (before == null || before.version <= version) {
            told.put(name, new Role(version, permissions));
            changed = true;
        }
    }

    void noRole(String name) {
        if (told.remove(name) != null) {
            changed = true;
        }
    }

    void member(UUID user, Set<String> names, long version) {
        if (!members.isOutdated(user, version)) {
            var before = members.last(user);
            var after = names.isEmpty() ? RoleSet.NONE : sets.computeIfAbsent(names, this::roleSet);
            after.held();
            members.put(user, after, version);
            release(before);
        }
    }

    void noMember(UUID user) {
        var before = members.last(user);
        members.remove(user);
        release(before);
    }

    /** From here on checks see the roles as they were told. */
    void settle() {
        if (changed) {
            grants = index();
            roles = told.size();
            changed = false;
        }
    }

    /** Both names folded. */
    boolean allows(UUID user, String permission, String service) {
        var services = grants.get(permission);
        var granting = services == null ? null : services.get(service);
        return granting != null && members.get(user).hasOneOf(granting);
    }

    RoleSet rolesOf(UUID user) {
        return members.get(user);
    }

    int roles() {
        return roles;
    }

    int members() {
        return members.size();
    }

    private void release(@Nullable RoleSet before) {
        if (before != null && !before.isEmpty() && before.released()) {
            sets.remove(before.names());
        }
    }

    private RoleSet roleSet(Set<String> names) {
        var bits = new BitSet();
        names.forEach(name -> bits.set(id(Text.fold(name))));
        return new RoleSet(names, bits);
    }

    private int id(String folded) {
        return ids.computeIfAbsent(folded, unknown -> ids.size());
    }

    private Map<String, Map<String, BitSet>> index() {
        var latest = new HashMap<String, Role>();
        told.forEach((name, role) ->
                latest.merge(Text.fold(name), role, (one, other) -> one.version >= other.version ? one : other));
        var index = new HashMap<String, Map<String, BitSet>>();
        latest.forEach((name, role) -> role.permissions.forEach(permission -> {
            var services = index.computeIfAbsent(Text.fold(permission.name()), first -> new HashMap<>());
            permission
                    .services()
                    .forEach(service -> services.computeIfAbsent(Text.fold(service), first -> new BitSet())
                            .set(id(name)));
        }));
        return index;
    }
}
