package dev.usher.profile.domain;

import static dev.usher.profile.domain.ProfileField.BIO;
import static dev.usher.profile.domain.ProfileField.FIRST_NAME;
import static dev.usher.profile.domain.ProfileField.LAST_NAME;
import static dev.usher.profile.domain.ProfileField.LOCALE;
import static dev.usher.profile.domain.ProfileField.PHONE;
import static dev.usher.profile.domain.ProfileField.TIME_ZONE;

import dev.usher.kernel.value.Violations;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One wish to change a profile (RFC 7396): fields it does not name stay as they are, a null removes the value. */
public final class ProfileEdit {
    private final Map<ProfileField, @Nullable String> values;

    private ProfileEdit(Map<ProfileField, @Nullable String> values) {
        this.values = values;
    }

    /** @throws dev.usher.kernel.value.InvalidValue that names every field whose value cannot stand */
    public static ProfileEdit of(Map<ProfileField, @Nullable String> wished) {
        var values = new EnumMap<ProfileField, @Nullable String>(ProfileField.class);
        var check = new Violations();
        wished.forEach((field, raw) -> check.check(() -> values.put(field, field.parse(raw))));
        check.orThrow();
        return new ProfileEdit(values);
    }

    PersonalData applyTo(PersonalData before) {
        return new PersonalData(
                Objects.requireNonNull(pick(FIRST_NAME, before.firstName())),
                Objects.requireNonNull(pick(LAST_NAME, before.lastName())),
                pick(BIO, before.bio()),
                pick(PHONE, before.phone()),
                pick(LOCALE, before.locale()),
                pick(TIME_ZONE, before.timeZone()));
    }

    private @Nullable String pick(ProfileField field, @Nullable String before) {
        return values.containsKey(field) ? values.get(field) : before;
    }
}
