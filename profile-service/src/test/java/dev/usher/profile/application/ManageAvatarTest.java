package dev.usher.profile.application;

import static dev.usher.profile.domain.TestProfiles.ADA;
import static dev.usher.profile.domain.TestProfiles.NOW;
import static dev.usher.profile.domain.TestProfiles.ada;
import static dev.usher.profile.domain.TestProfiles.profileOfAda;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.problem.Unavailable;
import dev.usher.profile.application.ManageAvatar.Result;
import dev.usher.profile.domain.Profile;
import dev.usher.profile.domain.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ManageAvatarTest {
    private static final Secret TOKEN = new Secret("token");
    private static final UUID FILE = UUID.fromString("01957000-0000-7000-8000-0000000000f1");

    private final InMemoryProfiles profiles = new InMemoryProfiles();
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final Clock clock = Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC);
    private final ManageAvatar manage =
            new ManageAvatar(profiles, new ReadProfile(profiles, accounts, new CreateProfile(profiles, clock)), clock);
    private int uploads;

    private UUID upload() {
        uploads++;
        return FILE;
    }

    private static boolean always(Optional<UUID> avatar) {
        return true;
    }

    @Test
    void the_picture_belongs_to_the_profile_as_its_owners_work() {
        profiles.addIfAbsent(profileOfAda());

        var expected = profileOfAda().withAvatar(FILE, ADA, clock.instant());
        assertThat(manage.changeAvatar(ADA, TOKEN, ManageAvatarTest::always, () -> FILE))
                .isEqualTo(new Result.Done(expected));
        assertThat(profiles.find(ADA)).contains(expected);
        assertThat(profiles.told()).containsExactly(expected);
        assertThat(expected.version()).isEqualTo(2);
    }

    @Test
    void an_upload_that_is_not_wanted_is_not_read() {
        assertThat(manage.changeAvatar(ADA, TOKEN, ManageAvatarTest::always, this::upload))
                .isEqualTo(new Result.TokenRefused());
        profiles.addIfAbsent(profileOfAda());

        assertThat(manage.changeAvatar(ADA, TOKEN, Optional::isPresent, this::upload))
                .isEqualTo(new Result.Stale());
        assertThat(profiles.find(ADA)).contains(profileOfAda());
        assertThat(uploads).isZero();
    }

    @Test
    void an_upload_that_fails_changes_nothing() {
        profiles.addIfAbsent(profileOfAda());

        assertThatThrownBy(() -> manage.changeAvatar(ADA, TOKEN, ManageAvatarTest::always, () -> {
                    throw new Unavailable("store", Duration.ofSeconds(1));
                }))
                .isInstanceOf(Unavailable.class);
        assertThat(profiles.find(ADA)).contains(profileOfAda());
    }

    @Test
    void a_picture_that_changed_during_the_upload_is_not_overwritten_by_a_condition() {
        profiles.addIfAbsent(profileOfAda());

        var result = manage.changeAvatar(ADA, TOKEN, Optional::isEmpty, () -> {
            manage.changeAvatar(ADA, TOKEN, ManageAvatarTest::always, () -> FILE);
            return UUID.randomUUID();
        });

        assertThat(result).isEqualTo(new Result.Stale());
        assertThat(profiles.find(ADA)).map(Profile::avatar).contains(FILE);
    }

    @Test
    void whoever_is_erased_during_the_upload_gets_no_picture() {
        profiles.addIfAbsent(profileOfAda());
        accounts.add(ada(), "token", "password");

        var result = manage.changeAvatar(ADA, TOKEN, ManageAvatarTest::always, () -> {
            profiles.erase(ADA);
            return FILE;
        });

        assertThat(result).isEqualTo(new Result.TokenRefused());
        assertThat(profiles.find(ADA)).isEmpty();
    }

    @Test
    void removing_takes_the_picture_that_is_meant_and_once() {
        profiles.addIfAbsent(profileOfAda());
        assertThat(manage.removeAvatar(ADA, ManageAvatarTest::always)).isEqualTo(new Result.Missing());
        manage.changeAvatar(ADA, TOKEN, ManageAvatarTest::always, () -> FILE);

        assertThat(manage.removeAvatar(ADA, Optional::isEmpty)).isEqualTo(new Result.Stale());
        assertThat(manage.removeAvatar(ADA, ManageAvatarTest::always)).isInstanceOf(Result.Done.class);
        assertThat(manage.removeAvatar(ADA, ManageAvatarTest::always)).isEqualTo(new Result.Missing());
        assertThat(profiles.find(ADA)).map(Profile::avatar).isEmpty();
    }
}
