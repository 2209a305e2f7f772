package dev.usher.profile.domain;

import static dev.usher.profile.domain.TestProfiles.ADA;
import static dev.usher.profile.domain.TestProfiles.NOW;
import static dev.usher.profile.domain.TestProfiles.nothing;
import static dev.usher.profile.domain.TestProfiles.profileOfAda;
import static dev.usher.profile.domain.TestProfiles.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProfileTest {
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));

    @Test
    void a_new_profile_has_version_1_and_is_its_owners_work() {
        var profile = profileOfAda();

        assertThat(profile.version()).isEqualTo(1);
        assertThat(profile.audit()).isEqualTo(new Profile.Audit(NOW, NOW, ADA, ADA));
        assertThat(profile.data()).isEqualTo(new PersonalData("Ada", "Lovelace", null, null, "en-GB", null));
    }

    @Test
    void an_edit_changes_what_it_names_and_nothing_else() {
        var edited = profileOfAda().edit(set(ProfileField.BIO, "Countess"), ADA, LATER);

        assertThat(edited.data()).isEqualTo(new PersonalData("Ada", "Lovelace", "Countess", null, "en-GB", null));
        assertThat(edited.version()).isEqualTo(2);
        assertThat(edited.audit()).isEqualTo(new Profile.Audit(NOW, LATER, ADA, ADA));
    }

    @Test
    void a_null_removes_a_value() {
        assertThat(profileOfAda()
                        .edit(set(ProfileField.LOCALE, null), ADA, LATER)
                        .data()
                        .locale())
                .isNull();
    }

    @Test
    void an_edit_to_the_same_values_is_no_change() {
        var profile = profileOfAda();

        assertThat(profile.edit(nothing(), ADA, LATER)).isSameAs(profile);
        assertThat(profile.edit(set(ProfileField.FIRST_NAME, " Ada "), ADA, LATER))
                .isSameAs(profile);
        assertThat(profile.edit(set(ProfileField.LOCALE, "EN-gb"), ADA, LATER)).isSameAs(profile);
    }

    @Test
    void an_edit_is_refused_with_everything_that_is_wrong() {
        Map<ProfileField, @Nullable String> wish = new EnumMap<>(ProfileField.class);
        wish.put(ProfileField.FIRST_NAME, null);
        wish.put(ProfileField.BIO, "fine");
        wish.put(ProfileField.PHONE, "12");

        var refused = catchThrowableOfType(InvalidValue.class, () -> ProfileEdit.of(wish));

        assertThat(Objects.requireNonNull(refused).violations())
                .extracting(Violation::field)
                .containsExactly("first_name", "phone");
    }

    @Test
    void times_have_the_precision_of_the_database() {
        var profile = Profile.of(TestProfiles.ada(), NOW.plusNanos(789));

        assertThat(profile.audit().createdAt()).isEqualTo(NOW);
    }

    @Test
    void an_account_that_breaks_the_rules_makes_no_profile() {
        var refused = catchThrowableOfType(
                InvalidValue.class, () -> Account.of(ADA, null, "", "Lovelace", "english language"));

        assertThat(Objects.requireNonNull(refused).violations())
                .extracting(Violation::field)
                .containsExactly("email", "first_name", "locale");
    }

    @Test
    void secrets_are_not_printed() {
        var tokens = new Tokens(new Secret("aaa"), Duration.ofMinutes(15), new Secret("bbb"), Duration.ofDays(14));

        assertThat(tokens.toString()).doesNotContain("aaa", "bbb");
    }
}
