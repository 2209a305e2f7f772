package dev.usher.profile.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a person says of itself. The values have passed the rules of {@link ProfileField}; what was never said is null.
 *
 * @param bio free text, line breaks allowed
 * @param phone in E.164 form
 * @param locale a BCP 47 language tag in canonical spelling
 * @param timeZone an IANA time zone
 */
public record PersonalData(
        String firstName,
        String lastName,
        @Nullable String bio,
        @Nullable String phone,
        @Nullable String locale,
        @Nullable String timeZone) {}
