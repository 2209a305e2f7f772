package dev.usher.profile.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Violation;
import java.util.Objects;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileFieldTest {
    @ParameterizedTest
    @ValueSource(strings = {"+4915112345678", "+12", "+123456789012345"})
    void a_phone_number_in_e164_form_is_taken(String phone) {
        assertThat(ProfileField.PHONE.parse(phone)).isEqualTo(phone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "+1",
                "015112345678",
                "+0151123456",
                "+49 151 123",
                "+49-151-123",
                "+1234567890123456",
                "++491511",
                "+49151x",
                "+٤٩١٥١",
                "tel:+4915112345678"
            })
    void what_is_no_e164_number_is_refused(String phone) {
        assertThatThrownBy(() -> ProfileField.PHONE.parse(phone)).satisfies(names("phone"));
    }

    @ParameterizedTest
    @CsvSource({
        "en, en",
        "EN-gb, en-GB",
        "de-latn-de, de-Latn-DE",
        "zh-hant-tw, zh-Hant-TW",
        "sl-rozaj, sl-rozaj",
        "en-u-ca-gregory, en-u-ca-gregory",
        "i-klingon, tlh"
    })
    void a_language_tag_is_kept_in_canonical_spelling(String given, String kept) {
        assertThat(ProfileField.LOCALE.parse(given)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "en_GB", "en-", "e", "und", "x-private", "en-toolongsubtag", "12", "en-GB-", "de DE"})
    void what_names_no_language_is_refused(String tag) {
        assertThatThrownBy(() -> ProfileField.LOCALE.parse(tag)).satisfies(names("locale"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+5"})
    void a_zone_of_the_iana_database_is_taken(String zone) {
        assertThat(ProfileField.TIME_ZONE.parse(zone)).isEqualTo(zone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Z", "+01:00", "UTC+1", "GMT+02:00", "Mars/Olympus", "europe/berlin", "../etc/passwd"})
    void what_is_no_iana_zone_is_refused(String zone) {
        assertThatThrownBy(() -> ProfileField.TIME_ZONE.parse(zone)).satisfies(names("time_zone"));
    }

    @Test
    void lengths_count_code_points() {
        assertThat(ProfileField.FIRST_NAME.parse("😀".repeat(100))).hasSize(200);
        assertThat(ProfileField.BIO.parse("😀".repeat(1000))).hasSize(2000);
        assertThatThrownBy(() -> ProfileField.FIRST_NAME.parse("😀".repeat(101)))
                .satisfies(names("first_name"));
        assertThatThrownBy(() -> ProfileField.BIO.parse("x".repeat(1001))).satisfies(names("bio"));
    }

    @Test
    void a_bio_may_have_lines_and_a_name_may_not() {
        assertThat(ProfileField.BIO.parse(" one\n\ttwo ")).isEqualTo("one\n\ttwo");
        assertThatThrownBy(() -> ProfileField.LAST_NAME.parse("one\ntwo")).satisfies(names("last_name"));
        assertThatThrownBy(() -> ProfileField.BIO.parse("a\u0007b")).satisfies(names("bio"));
    }

    @Test
    void text_is_composed_and_trimmed() {
        assertThat(ProfileField.FIRST_NAME.parse(" \u00a0Ame\u0301lie\u2003")).isEqualTo("Am\u00e9lie");
    }

    @ParameterizedTest
    @EnumSource(names = {"FIRST_NAME", "LAST_NAME"})
    void a_name_is_never_without_a_value(ProfileField name) {
        assertThatThrownBy(() -> name.parse(null)).satisfies(names(name.wire()));
        assertThatThrownBy(() -> name.parse("  ")).satisfies(names(name.wire()));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FIRST_NAME", "LAST_NAME"})
    void everything_else_may_be_without_one(ProfileField field) {
        assertThat(field.parse(null)).isNull();
    }

    private static ThrowingConsumer<Throwable> names(String field) {
        return thrown -> assertThat(((InvalidValue) Objects.requireNonNull(thrown)).violations())
                .extracting(Violation::field)
                .containsExactly(field);
    }
}
