package dev.usher.auth.application.port;

import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountId;
import dev.usher.kernel.value.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All accounts, as administrators look for them. */
public interface Users {
    Set<String> SORTS = Set.of("email", "created_at");

    /**
     * Which accounts; null leaves a condition out.
     *
     * @param email part of the address, in either case; nothing in it has a meaning of its own
     */
    record Filter(@Nullable String email, Account.@Nullable Status status) {}

    /** @param isLast whether nothing follows */
    record Slice(List<Account> users, boolean isLast) {}

    long count(Filter filter);

    /**
     * One page, oldest first unless its sort, of {@link #SORTS}, says otherwise.
     *
     * @param after where the page before ended; then the number of the page does not count, and neither does its depth
     */
    Slice list(Filter filter, PageRequest page, Optional<Place> after);

    /** Where an account stands in any of the orders. */
    record Place(String emailKey, Instant createdAt, AccountId id) {
        public static Place of(Account account) {
            return new Place(account.email().key(), account.createdAt(), account.id());
        }
    }
}
