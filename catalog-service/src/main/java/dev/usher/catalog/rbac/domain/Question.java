package dev.usher.catalog.rbac.domain;

import java.util.UUID;

/** Whether somebody may do something: what a permission allows, on a service. */
public record Question(UUID user, Name permission, Name service) {
    /** Why the answer is what it is. Each follows from the roles and members that are published. */
    public enum Answer {
        /** The only one that allows. */
        GRANTED,
        NO_ROLES,
        /** None of their roles has the permission. */
        NOT_GRANTED,
        /** They have the permission, but it does not cover the service. */
        NOT_COVERED
    }
}
