package dev.usher.profile.adapter.out.postgres;

import dev.usher.kernel.event.ErasedUsers;
import dev.usher.kernel.event.Outbox;
import dev.usher.kernel.store.Transactions;
import dev.usher.kernel.upload.StoredFiles;
import dev.usher.profile.application.port.Profiles;
import dev.usher.profile.domain.Profile;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The profiles in PostgreSQL. The primary key decides which of two additions stands, a row lock the order of edits. */
@Singleton
final class PostgresProfiles implements Profiles {
    private final ProfileRows rows;
    private final Transactions transactions;
    private final Outbox outbox;
    private final ErasedUsers erasedUsers;
    private final StoredFiles files;

    PostgresProfiles(
            ProfileRows rows, Transactions transactions, Outbox outbox, ErasedUsers erasedUsers, StoredFiles files) {
        this.rows = rows;
        this.transactions = transactions;
        this.outbox = outbox;
        this.erasedUsers = erasedUsers;
        this.files = files;
    }

    @Override
    public Optional<Profile> find(UUID userId) {
        return rows.find(userId).map(ProfileRow::toDomain);
    }

    @Override
    public void addIfAbsent(Profile profile) {
        transactions.write(() -> {
            if (!erasedUsers.contains(profile.userId())) {
                rows.insertIfAbsent(ProfileRow.from(profile));
            }
        });
    }

    @Override
    public void erase(UUID userId) {
        transactions.write(() -> {
            erasedUsers.add(userId);
            rows.lock(userId).map(ProfileRow::avatarKey).ifPresent(this::discard);
            rows.delete(userId);
        });
    }

    @Override
    public Edit edit(UUID userId, LongPredicate expected, UnaryOperator<Profile> edit) {
        return transactions.write(() -> rows.lock(userId)
                .map(ProfileRow::toDomain)
                .map(stored -> expected.test(stored.version()) ? store(stored, edit.apply(stored)) : new Edit.Stale())
                .orElseGet(Edit.Missing::new));
    }

    private Edit store(Profile before, Profile after) {
        if (after.version() != before.version()) {
            moveAvatar(before.avatar(), after.avatar());
            rows.update(ProfileRow.from(after));
            outbox.append(ProfileChangedJson.event(after));
        }
        return new Edit.Done(after);
    }

    /** The new picture is stored already; the old one goes once nothing points to it. */
    private void moveAvatar(@Nullable UUID before, @Nullable UUID after) {
        if (!Objects.equals(before, after)) {
            Optional.ofNullable(after).map(List::of).ifPresent(files::claim);
            Optional.ofNullable(before).ifPresent(this::discard);
        }
    }

    private void discard(UUID avatar) {
        transactions.afterCommit(() -> files.discard(List.of(avatar)));
    }
}
