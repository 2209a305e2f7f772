package dev.usher.catalog.rbac.domain;

import java.util.Set;
import java.util.UUID;

/** Who gives roles to people and takes them away, with the roles of their own. */
public record Manager(UUID id, Set<String> roles) {
    public Manager {
        roles = Set.copyOf(roles);
    }

    /** A super-admin every role; an admin every role but those of administrators. */
    public boolean mayManage(Entry role) {
        return roles.contains(BuiltIn.SUPER_ADMIN) || (roles.contains(BuiltIn.ADMIN) && !role.isOfAdministrators());
    }

    /** Everybody sees their own roles, administrators those of all. */
    public boolean maySeeRolesOf(UUID user) {
        return id.equals(user) || roles.contains(BuiltIn.SUPER_ADMIN) || roles.contains(BuiltIn.ADMIN);
    }
}
