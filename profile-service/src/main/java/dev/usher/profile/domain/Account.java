package dev.usher.profile.domain;

import dev.usher.kernel.value.Text;
import dev.usher.kernel.value.Violations;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What auth-service says of a person: the material of a new profile.
 *
 * @param email the address as its owner spelled it, at most 254 code points
 */
public record Account(UUID id, String email, PersonalData data) {
    /**
     * An account out of what came over the wire.
     *
     * @throws dev.usher.kernel.value.InvalidValue when no profile could be made of it
     */
    public static Account of(
            UUID id,
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String locale) {
        var check = new Violations();
        var address = check.value(() -> Text.line("email", email, 3, 254));
        var first = check.value(() -> ProfileField.FIRST_NAME.parseRequired(firstName));
        var last = check.value(() -> ProfileField.LAST_NAME.parseRequired(lastName));
        var tag = check.value(() -> Optional.ofNullable(ProfileField.LOCALE.parse(locale)));
        check.orThrow();
        var data =
                new PersonalData(first.get(), last.get(), null, null, tag.get().orElse(null), null);
        return new Account(id, address.get(), data);
    }
}
