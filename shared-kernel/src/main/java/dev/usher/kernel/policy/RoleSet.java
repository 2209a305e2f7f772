package dev.usher.kernel.policy;

import dev.usher.kernel.value.Text;
import java.util.BitSet;
import java.util.Set;

/** Roles that somebody has: one instance for all who have the same. Immutable but for the count of who they are. */
final class RoleSet {
    static final String SUPER_ADMIN = "super-admin";
    static final RoleSet NONE = new RoleSet(Set.of(), new BitSet());
    /** Of who is known no more. */
    static final RoleSet GONE = new RoleSet(Set.of(), new BitSet());

    private final Set<String> names;
    private final BitSet ids;
    private final boolean superAdmin;
    /** For the writer alone. */
    private int holders;

    RoleSet(Set<String> names, BitSet ids) {
        this.names = Set.copyOf(names);
        this.ids = ids;
        this.superAdmin = names.stream().anyMatch(name -> Text.fold(name).equals(SUPER_ADMIN));
    }

    Set<String> names() {
        return names;
    }

    boolean isSuperAdmin() {
        return superAdmin;
    }

    boolean hasOneOf(BitSet roles) {
        return ids.intersects(roles);
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    void held() {
        holders++;
    }

    /** Whether nobody has them any more. */
    boolean released() {
        return --holders == 0;
    }
}
