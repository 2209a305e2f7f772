package dev.usher.auth.adapter.in.kafka;

import dev.usher.auth.application.FollowRoles;
import dev.usher.auth.domain.AccountId;
import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.EventHandler;
import dev.usher.kernel.event.Unreadable;
import dev.usher.kernel.value.Ids;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the catalog says of somebody's roles stands in their next token; what they have lost, in none from then on. */
@Singleton
final class RoleMemberHandler implements EventHandler {
    private final FollowRoles followRoles;

    RoleMemberHandler(FollowRoles followRoles) {
        this.followRoles = followRoles;
    }

    record RoleMember(
            @Nullable UUID userId,
            @Nullable List<@Nullable String> roles,
            @Nullable Long version) {}

    @Override
    public Set<String> types() {
        return Set.of("rbac:member");
    }

    @Override
    public void handle(Event event) throws Unreadable {
        if (event.data() == null) {
            var user = Ids.parse(event.key()).orElseThrow(() -> new Unreadable("key: not a UUID"));
            followRoles.drop(new AccountId(user));
            return;
        }
        var member = event.data(RoleMember.class);
        if (member.userId() == null || member.roles() == null || member.version() == null) {
            throw new Unreadable("user_id, roles and version are required");
        }
        if (member.roles().stream().anyMatch(role -> role == null || role.isBlank())) {
            throw new Unreadable("data: a role without a name");
        }
        followRoles.follow(new AccountId(member.userId()), names(member.roles()), member.version());
    }

    private static Set<String> names(List<@Nullable String> roles) {
        return Set.copyOf(roles.stream().map(Objects::requireNonNull).toList());
    }
}
