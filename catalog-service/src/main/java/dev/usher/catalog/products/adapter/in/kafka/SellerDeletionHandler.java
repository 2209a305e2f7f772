package dev.usher.catalog.products.adapter.in.kafka;

import dev.usher.catalog.products.application.ForgetSeller;
import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.EventHandler;
import dev.usher.kernel.event.Unreadable;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose account is deleted sells nothing any more. What else of them is erased here is the other context's to say. */
@Singleton
final class SellerDeletionHandler implements EventHandler {
    private final ForgetSeller forgetSeller;

    SellerDeletionHandler(ForgetSeller forgetSeller) {
        this.forgetSeller = forgetSeller;
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
        forgetSeller.forget(deleted.userId());
    }
}
