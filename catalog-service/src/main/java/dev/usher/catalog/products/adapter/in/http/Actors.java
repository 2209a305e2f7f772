package dev.usher.catalog.products.adapter.in.http;

import dev.usher.catalog.products.domain.Actor;
import dev.usher.kernel.policy.Permissions;
import dev.usher.kernel.token.Caller;
import jakarta.inject.Singleton;

/** Who calls, and what they may do with products at this moment. */
@Singleton
final class Actors {
    private final Permissions permissions;

    Actors(Permissions permissions) {
        this.permissions = permissions;
    }

    Actor of(Caller caller) {
        return new Actor(
                caller.userId(),
                permissions.allowed(caller, "products:write-own"),
                permissions.allowed(caller, "products:write"));
    }
}
