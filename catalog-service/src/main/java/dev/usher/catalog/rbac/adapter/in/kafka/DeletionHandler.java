package dev.usher.catalog.rbac.adapter.in.kafka;

import dev.usher.catalog.rbac.application.ForgetPerson;
import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.EventHandler;
import dev.usher.kernel.event.Unreadable;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose account is deleted loses every role, and is named nowhere any more. */
@Singleton
final class DeletionHandler implements EventHandler {
    private final ForgetPerson forgetPerson;

    DeletionHandler(ForgetPerson forgetPerson) {
        this.forgetPerson = forgetPerson;
    }

    record UserDeleted(@Nullable UUID userId) {}

    @Override
    public Set<String> types() {
        return Set.of("user:deleted");
    }

    @Override
    public void handle(Event event) throws Unreadable {
        var deleted = event.data(UserDeleted.class);
        if (deleted.userId() == null) {
            throw new Unreadable("user_id is required");
        }
        forgetPerson.forget(deleted.userId());
    }
}
