package dev.usher.catalog.rbac.application;

import dev.usher.catalog.rbac.application.port.Members;
import java.util.UUID;

/** Forgets somebody whose account was deleted, for good: no late or repeated message brings anything back. */
public final class ForgetPerson {
    private final Members members;

    public ForgetPerson(Members members) {
        this.members = members;
    }

    public void forget(UUID user) {
        members.erase(user);
    }
}
