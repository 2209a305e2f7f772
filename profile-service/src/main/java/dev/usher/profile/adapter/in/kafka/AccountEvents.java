package dev.usher.profile.adapter.in.kafka;

import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.EventHandler;
import dev.usher.kernel.event.Unreadable;
import dev.usher.profile.application.CreateProfile;
import dev.usher.profile.application.EraseProfile;
import dev.usher.profile.domain.Account;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the profile of everybody who signs up, and forgets everybody who leaves. */
@Singleton
final class AccountEvents implements EventHandler {
    private static final String SIGNUP = "user:signup";
    private static final String DELETED = "user:deleted";

    private final CreateProfile create;
    private final EraseProfile erase;

    AccountEvents(CreateProfile create, EraseProfile erase) {
        this.create = create;
        this.erase = erase;
    }

    @Override
    public Set<String> types() {
        return Set.of(SIGNUP, DELETED);
    }

    @Override
    public void handle(Event event) throws Unreadable {
        var data = event.data(AccountData.class);
        if (data.userId == null) {
            throw new Unreadable("data: no user_id");
        }
        if (event.type().equals(DELETED)) {
            erase.eraseProfile(data.userId);
        } else {
            create.createProfile(Account.of(data.userId, data.email, data.firstName, data.lastName, data.locale));
        }
    }

    /** What is read of the events; they have more. Of a deletion the id alone: its address is not for us. */
    private record AccountData(
            @Nullable UUID userId,
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String locale) {}
}
