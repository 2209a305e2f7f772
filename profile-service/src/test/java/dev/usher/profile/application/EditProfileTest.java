package dev.usher.profile.application;

import static dev.usher.profile.domain.ProfileField.BIO;
import static dev.usher.profile.domain.TestProfiles.ADA;
import static dev.usher.profile.domain.TestProfiles.NOW;
import static dev.usher.profile.domain.TestProfiles.ada;
import static dev.usher.profile.domain.TestProfiles.profileOfAda;
import static dev.usher.profile.domain.TestProfiles.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.problem.Unavailable;
import dev.usher.profile.application.EditProfile.Result;
import dev.usher.profile.domain.Secret;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class EditProfileTest {
    private static final Secret TOKEN = new Secret("token");

    private static boolean always(long version) {
        return true;
    }

    private final InMemoryProfiles profiles = new InMemoryProfiles();
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final Clock clock = Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC);
    private final EditProfile edit =
            new EditProfile(profiles, new ReadProfile(profiles, accounts, new CreateProfile(profiles, clock)), clock);

    @Test
    void an_edit_is_stored_and_told_as_the_callers_work() {
        profiles.addIfAbsent(profileOfAda());

        var expected = profileOfAda().edit(set(BIO, "Countess"), ADA, clock.instant());
        assertThat(edit.editProfile(ADA, TOKEN, EditProfileTest::always, set(BIO, "Countess")))
                .isEqualTo(new Result.Edited(expected));
        assertThat(profiles.find(ADA)).contains(expected);
        assertThat(profiles.told()).containsExactly(expected);
    }

    @Test
    void a_stale_copy_changes_nothing() {
        profiles.addIfAbsent(profileOfAda());

        assertThat(edit.editProfile(ADA, TOKEN, version -> version == 2, set(BIO, "x")))
                .isEqualTo(new Result.Stale());
        assertThat(profiles.find(ADA)).contains(profileOfAda());
    }

    @Test
    void before_the_event_has_come_the_profile_is_made_and_then_edited() {
        accounts.add(ada(), "token", "password");

        assertThat(edit.editProfile(ADA, TOKEN, version -> version == 1, set(BIO, "Countess")))
                .isInstanceOfSatisfying(Result.Edited.class, edited -> {
                    assertThat(edited.profile().version()).isEqualTo(2);
                    assertThat(edited.profile().data().bio()).isEqualTo("Countess");
                });
    }

    @Test
    void a_dead_token_makes_and_edits_nothing() {
        assertThat(edit.editProfile(ADA, TOKEN, EditProfileTest::always, set(BIO, "x")))
                .isEqualTo(new Result.TokenRefused());
        assertThat(profiles.find(ADA)).isEmpty();
    }

    @Test
    void an_outage_of_the_accounts_is_an_outage() {
        accounts.goDown();

        assertThatThrownBy(() -> edit.editProfile(ADA, TOKEN, EditProfileTest::always, set(BIO, "x")))
                .isInstanceOf(Unavailable.class);
    }
}
