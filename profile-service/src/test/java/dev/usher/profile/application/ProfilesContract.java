package dev.usher.profile.application;

import static dev.usher.profile.domain.ProfileField.BIO;
import static dev.usher.profile.domain.ProfileField.FIRST_NAME;
import static dev.usher.profile.domain.TestProfiles.NOW;
import static dev.usher.profile.domain.TestProfiles.nothing;
import static dev.usher.profile.domain.TestProfiles.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.value.Ids;
import dev.usher.profile.application.port.Profiles;
import dev.usher.profile.application.port.Profiles.Edit;
import dev.usher.profile.domain.Account;
import dev.usher.profile.domain.PersonalData;
import dev.usher.profile.domain.Profile;
import dev.usher.profile.domain.ProfileEdit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Profiles} keeps. */
public abstract class ProfilesContract {
    private static boolean always(long version) {
        return true;
    }

    private final UUID user = UUID.randomUUID();
    private final Profile profile = Profile.of(Account.of(user, "ada@example.com", "Ada", "Lovelace", "en-GB"), NOW);

    protected abstract Profiles profiles();

    /** The changes of this user that were told of, in the order of their telling. */
    protected abstract List<Told> told(UUID userId);

    /** What the world hears of a change. */
    public record Told(
            UUID userId,
            String firstName,
            String lastName,
            @Nullable String locale,
            long version) {}

    @Test
    void what_was_added_is_found_whole() {
        var full = new Profile(
                user,
                "Ada@example.com",
                new PersonalData("Ada", "Lovelace", "line\n\ttwo 😀", "+4915112345678", "en-GB", "Europe/London"),
                null,
                7,
                new Profile.Audit(NOW, NOW.plusSeconds(1), user, UUID.randomUUID()));

        profiles().addIfAbsent(full);

        assertThat(profiles().find(user)).contains(full);
        assertThat(profiles().find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void adding_again_leaves_what_stands_and_tells_nobody() {
        profiles().addIfAbsent(profile);
        profiles().edit(user, ProfilesContract::always, stored -> edited(stored, set(BIO, "Countess")));
        var stood = profiles().find(user);

        profiles().addIfAbsent(Profile.of(Account.of(user, "other@example.com", "Other", "Name", null), NOW));

        assertThat(profiles().find(user)).isEqualTo(stood);
        assertThat(told(user)).hasSize(1);
    }

    @Test
    void an_edit_is_stored_and_told() {
        profiles().addIfAbsent(profile);

        var edit = profiles().edit(user, version -> version == 1, stored -> edited(stored, set(FIRST_NAME, "Augusta")));

        var expected = edited(profile, set(FIRST_NAME, "Augusta"));
        assertThat(edit).isEqualTo(new Edit.Done(expected));
        assertThat(profiles().find(user)).contains(expected);
        assertThat(told(user)).containsExactly(new Told(user, "Augusta", "Lovelace", "en-GB", 2));
    }

    @Test
    void an_edit_that_changes_nothing_is_neither_stored_nor_told() {
        profiles().addIfAbsent(profile);

        assertThat(profiles().edit(user, ProfilesContract::always, stored -> edited(stored, nothing())))
                .isEqualTo(new Edit.Done(profile));

        assertThat(profiles().find(user)).contains(profile);
        assertThat(told(user)).isEmpty();
    }

    @Test
    void an_avatar_comes_changes_and_goes_with_an_edit() {
        profiles().addIfAbsent(profile);
        var first = Ids.next(Instant.now());
        var second = Ids.next(Instant.now());

        for (var file : new @Nullable UUID[] {first, second, null}) {
            profiles().edit(user, ProfilesContract::always, stored -> stored.withAvatar(file, user, NOW));
            assertThat(profiles().find(user)).map(Profile::avatar).isEqualTo(Optional.ofNullable(file));
        }

        assertThat(profiles().find(user)).map(Profile::version).contains(4L);
        assertThat(told(user)).extracting(Told::version).containsExactly(2L, 3L, 4L);
    }

    @Test
    void a_stale_edit_changes_and_tells_nothing() {
        profiles().addIfAbsent(profile);

        assertThat(profiles().edit(user, version -> version == 2, stored -> edited(stored, set(BIO, "late"))))
                .isEqualTo(new Edit.Stale());

        assertThat(profiles().find(user)).contains(profile);
        assertThat(told(user)).isEmpty();
    }

    @Test
    void nobody_edits_what_is_not_there() {
        assertThat(profiles().edit(user, ProfilesContract::always, stored -> edited(stored, set(BIO, "x"))))
                .isEqualTo(new Edit.Missing());
        assertThat(profiles().find(user)).isEmpty();
    }

    @Test
    void f_kf_11_who_was_erased_is_not_known_and_does_not_come_back() {
        profiles().addIfAbsent(profile);

        profiles().erase(user);
        profiles().addIfAbsent(profile);
        profiles().erase(user);

        assertThat(profiles().find(user)).isEmpty();
        assertThat(profiles().edit(user, ProfilesContract::always, stored -> edited(stored, set(BIO, "x"))))
                .isEqualTo(new Edit.Missing());
    }

    @Test
    void of_a_simultaneous_addition_and_erasure_nothing_remains() throws Exception {
        for (var round = 0; round < 30; round++) {
            var racer = Profile.of(Account.of(UUID.randomUUID(), "ada@example.com", "Ada", "Lovelace", null), NOW);
            Callable<Boolean> addition = () -> {
                profiles().addIfAbsent(racer);
                return true;
            };
            Callable<Boolean> erasure = () -> {
                profiles().erase(racer.userId());
                return true;
            };
            assertThat(all(List.of(addition, erasure))).containsOnly(true);
            assertThat(profiles().find(racer.userId())).isEmpty();
        }
    }

    @Test
    void of_simultaneous_additions_exactly_one_stands() throws Exception {
        var candidates = IntStream.range(0, 8)
                .mapToObj(i -> Profile.of(Account.of(user, "ada@example.com", "Ada" + i, "Lovelace", null), NOW))
                .toList();

        all(candidates.stream()
                .<Callable<Void>>map(candidate -> () -> {
                    profiles().addIfAbsent(candidate);
                    return null;
                })
                .toList());

        assertThat(profiles().find(user))
                .hasValueSatisfying(stands -> assertThat(candidates).contains(stands));
        assertThat(told(user)).isEmpty();
    }

    @Test
    void of_simultaneous_conditional_edits_exactly_one_wins() throws Exception {
        profiles().addIfAbsent(profile);

        var edits = all(IntStream.range(0, 8)
                .<Callable<Edit>>mapToObj(i -> () -> profiles()
                        .edit(user, version -> version == 1, stored -> edited(stored, set(BIO, "writer " + i))))
                .toList());

        assertThat(edits).filteredOn(Edit.Done.class::isInstance).hasSize(1);
        assertThat(edits).filteredOn(Edit.Stale.class::isInstance).hasSize(7);
        assertThat(told(user)).extracting(Told::version).containsExactly(2L);
    }

    @Test
    void simultaneous_unconditional_edits_all_count_and_are_told_in_order() throws Exception {
        profiles().addIfAbsent(profile);

        all(IntStream.range(0, 8)
                .<Callable<Edit>>mapToObj(i -> () -> profiles()
                        .edit(user, ProfilesContract::always, stored -> edited(stored, set(BIO, "writer " + i))))
                .toList());

        assertThat(profiles().find(user))
                .hasValueSatisfying(last -> assertThat(last.version()).isEqualTo(9));
        assertThat(told(user)).extracting(Told::version).containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    private Profile edited(Profile stored, ProfileEdit edit) {
        return stored.edit(edit, user, NOW.plusSeconds(60));
    }

    private static <T extends @Nullable Object> List<T> all(List<Callable<T>> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (Future<T> future : threads.invokeAll(work)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
