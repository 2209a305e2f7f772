package dev.usher.catalog.rbac.adapter.in.kafka;

import dev.usher.catalog.rbac.application.WelcomeMember;
import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.EventHandler;
import dev.usher.kernel.event.Unreadable;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who signs up gets the first roles. */
@Singleton
final class SignUpHandler implements EventHandler {
    private final WelcomeMember welcomeMember;

    SignUpHandler(WelcomeMember welcomeMember) {
        this.welcomeMember = welcomeMember;
    }

    record UserSignup(@Nullable UUID userId, @Nullable String email) {}

    @Override
    public Set<String> types() {
        return Set.of("user:signup");
    }

    @Override
    public void handle(Event event) throws Unreadable {
        var signup = event.data(UserSignup.class);
        if (signup.userId() == null || signup.email() == null) {
            throw new Unreadable("user_id and email are required");
        }
        welcomeMember.welcome(signup.userId(), signup.email());
    }
}
