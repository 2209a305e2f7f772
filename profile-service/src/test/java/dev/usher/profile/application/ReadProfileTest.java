package dev.usher.profile.application;

import static dev.usher.profile.domain.TestProfiles.ADA;
import static dev.usher.profile.domain.TestProfiles.NOW;
import static dev.usher.profile.domain.TestProfiles.ada;
import static dev.usher.profile.domain.TestProfiles.profileOfAda;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.problem.Unavailable;
import dev.usher.profile.application.ReadProfile.Result;
import dev.usher.profile.domain.Account;
import dev.usher.profile.domain.Secret;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ReadProfileTest {
    private static final Secret TOKEN = new Secret("token");

    private final InMemoryProfiles profiles = new InMemoryProfiles();
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final CreateProfile create = new CreateProfile(profiles, Clock.fixed(NOW, ZoneOffset.UTC));
    private final ReadProfile read = new ReadProfile(profiles, accounts, create);

    @Test
    void a_known_profile_is_read_without_asking_anybody() {
        profiles.addIfAbsent(profileOfAda());
        accounts.goDown();

        assertThat(read.readProfile(ADA, TOKEN)).isEqualTo(new Result.Found(profileOfAda()));
    }

    @Test
    void before_the_event_has_come_the_profile_is_made_of_the_account() {
        accounts.add(ada(), "token", "password");

        assertThat(read.readProfile(ADA, TOKEN)).isEqualTo(new Result.Found(profileOfAda()));
        assertThat(profiles.find(ADA)).contains(profileOfAda());
        assertThat(profiles.told()).isEmpty();
    }

    @Test
    void the_event_that_comes_late_changes_nothing() {
        accounts.add(ada(), "token", "password");
        read.readProfile(ADA, TOKEN);

        create.createProfile(Account.of(ADA, "ada@example.com", "Not", "Her", null));

        assertThat(profiles.find(ADA)).contains(profileOfAda());
    }

    @Test
    void a_dead_token_gives_no_profile() {
        assertThat(read.readProfile(ADA, TOKEN)).isEqualTo(new Result.TokenRefused());
        assertThat(profiles.find(ADA)).isEmpty();
    }

    @Test
    void an_outage_of_the_accounts_is_an_outage() {
        accounts.goDown();

        assertThatThrownBy(() -> read.readProfile(ADA, TOKEN)).isInstanceOf(Unavailable.class);
    }
}
