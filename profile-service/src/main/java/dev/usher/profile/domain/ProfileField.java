package dev.usher.profile.domain;

import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Text;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a person may edit in a profile, with the rule of each. Lengths are in code points. */
public enum ProfileField {
    /** 1 to 100, never without a value. */
    FIRST_NAME("first_name", true) {
        @Override
        String accept(String raw) {
            return Text.line(wire(), raw, 1, 100);
        }
    },
    /** 1 to 100, never without a value. */
    LAST_NAME("last_name", true) {
        @Override
        String accept(String raw) {
            return Text.line(wire(), raw, 1, 100);
        }
    },
    /** At most 1000; line breaks and tabs allowed. */
    BIO("bio", false) {
        @Override
        String accept(String raw) {
            return Text.block(wire(), raw, 0, 1000);
        }
    },
    /** ITU-T E.164: a plus sign and up to 15 digits, the first not 0. */
    PHONE("phone", false) {
        @Override
        String accept(String raw) {
            var phone = Text.line(wire(), raw, 1, 16);
            if (!E_164.matcher(phone).matches()) {
                throw new InvalidValue(wire(), "invalid", "must be in E.164 form, such as +4915112345678");
            }
            return phone;
        }
    },
    /** A well-formed BCP 47 language tag that names a language; kept in canonical spelling ({@code EN-gb} is {@code en-GB}). */
    LOCALE("locale", false) {
        @Override
        String accept(String raw) {
            var tag = Text.line(wire(), raw, 1, 35); // 35: RFC 5646 §4.4.1
            try {
                var locale = new Locale.Builder().setLanguageTag(tag).build();
                if (!locale.getLanguage().isEmpty()) {
                    return locale.toLanguageTag();
                }
            } catch (IllformedLocaleException notATag) {
                // answered below, in our own words
            }
            throw new InvalidValue(wire(), "invalid", "must be a BCP 47 language tag, such as en-GB");
        }
    },
    /** A name of the IANA time zone database, {@code UTC} among them; no fixed offsets. */
    TIME_ZONE("time_zone", false) {
        @Override
        String accept(String raw) {
            var zone = Text.line(wire(), raw, 1, 64);
            if (!ZoneId.getAvailableZoneIds().contains(zone)) {
                throw new InvalidValue(wire(), "invalid", "must be an IANA time zone, such as Europe/Berlin");
            }
            return zone;
        }
    };

    private static final Pattern E_164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

    private final String wire;
    private final boolean required;

    ProfileField(String wire, boolean required) {
        this.wire = wire;
        this.required = required;
    }

    /** The field's name in JSON. */
    public String wire() {
        return wire;
    }

    /**
     * The value in the form that is kept; null stays null.
     *
     * @throws InvalidValue when it cannot stand in this field
     */
    public @Nullable String parse(@Nullable String raw) {
        return raw == null && !required ? null : parseRequired(raw);
    }

    /** As {@link #parse}, and refuses null too. */
    String parseRequired(@Nullable String raw) {
        if (raw == null) {
            throw new InvalidValue(wire, "required", "must have a value");
        }
        return accept(raw);
    }

    abstract String accept(String raw);
}
