package dev.usher.profile.adapter.in.kafka;

import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.EventHandler;
import dev.usher.kernel.event.Unreadable;
import dev.usher.profile.application.CreateProfile;
import dev.usher.profile.domain.Account;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the profile of everybody who signs up. */
@Singleton
final class SignupEvents implements EventHandler {
    private static final String SIGNUP = "user:signup";

    private final CreateProfile create;

    SignupEvents(CreateProfile create) {
        this.create = create;
    }

    @Override
    public Set<String> types() {
        return Set.of(SIGNUP);
    }

    @Override
    public void handle(Event event) throws Unreadable {
        var signup = event.data(Signup.class);
        if (signup.userId == null) {
            throw new Unreadable("data: no user_id");
        }
        create.createProfile(Account.of(signup.userId, signup.email, signup.firstName, signup.lastName, signup.locale));
    }

    /** What is read of the event; it has more. */
    private record Signup(
            @Nullable UUID userId,
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String locale) {}
}
