package dev.usher.catalog.rbac.domain;

import java.util.Set;

/** The roles that come with the platform. Code relies on their names, so they keep them, and stay. */
public final class BuiltIn {
    public static final String SUPER_ADMIN = "super-admin";
    public static final String ADMIN = "admin";
    public static final String SELLER = "seller";
    /** Given to everyone at sign-up. */
    public static final String CUSTOMER = "customer";

    private static final Set<String> ROLES = Set.of(SUPER_ADMIN, ADMIN, SELLER, CUSTOMER);

    private BuiltIn() {}

    static boolean isRole(Name name) {
        return ROLES.contains(name.key());
    }

    static boolean isOfAdministrators(Name name) {
        return name.key().equals(SUPER_ADMIN) || name.key().equals(ADMIN);
    }
}
