package dev.usher.catalog.rbac.domain;

import java.util.UUID;

/** Who gives roles to people and takes them away. */
public record Manager(UUID id, boolean isSuperAdmin) {
    /** A super-admin every role; everybody else who manages any at all, every role but those of administrators. */
    public boolean mayManage(Entry role) {
        return isSuperAdmin || !role.isOfAdministrators();
    }
}
