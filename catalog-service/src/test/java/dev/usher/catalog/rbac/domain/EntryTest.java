package dev.usher.catalog.rbac.domain;

import static dev.usher.catalog.rbac.domain.TestEntries.ADA;
import static dev.usher.catalog.rbac.domain.TestEntries.BOB;
import static dev.usher.catalog.rbac.domain.TestEntries.NOW;
import static dev.usher.catalog.rbac.domain.TestEntries.compose;
import static dev.usher.catalog.rbac.domain.TestEntries.describe;
import static dev.usher.catalog.rbac.domain.TestEntries.entry;
import static dev.usher.catalog.rbac.domain.TestEntries.entryAt;
import static dev.usher.catalog.rbac.domain.TestEntries.nothing;
import static dev.usher.catalog.rbac.domain.TestEntries.rename;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Violation;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryTest {
    @Test
    void a_new_service_has_version_1_and_is_its_makers_work() {
        var entry = entryAt(NOW.plusNanos(789), Kind.SERVICE, " billing ", null);

        assertThat(entry.content()).isEqualTo(new Content(new Name("billing"), null, List.of()));
        assertThat(entry.version()).isEqualTo(1);
        assertThat(entry.audit()).isEqualTo(new Audit(NOW, NOW, ADA, ADA));
        assertThat(entry.id().version()).isEqualTo(7);
    }

    @Test
    void an_edit_changes_what_it_names_and_nothing_else() {
        var entry = entry(Kind.SERVICE, "billing", "Sends invoices.");

        var renamed = entry.edit(rename("Invoices"), BOB, NOW.plusSeconds(1));

        assertThat(renamed.content()).isEqualTo(Content.of(Kind.SERVICE, "Invoices", "Sends invoices.", List.of()));
        assertThat(renamed.version()).isEqualTo(2);
        assertThat(renamed.audit()).isEqualTo(new Audit(NOW, NOW.plusSeconds(1), ADA, BOB));
        assertThat(renamed.edit(describe(null), BOB, NOW).content().description())
                .isNull();
    }

    @Test
    void an_edit_to_the_same_text_is_no_change() {
        var entry = entry(Kind.SERVICE, "billing", "Sends invoices.");

        assertThat(entry.edit(nothing(), BOB, NOW)).isSameAs(entry);
        assertThat(entry.edit(rename(" billing"), BOB, NOW)).isSameAs(entry);
        assertThat(entry.edit(describe("Sends invoices. "), BOB, NOW)).isSameAs(entry);
    }

    @Test
    void a_change_of_case_alone_is_a_change() {
        assertThat(entry(Kind.SERVICE, "billing", null)
                        .edit(rename("Billing"), BOB, NOW)
                        .content()
                        .name()
                        .value())
                .isEqualTo("Billing");
    }

    @ParameterizedTest
    @CsvSource({"billing, BILLING", "straße, STRASSE", "ΣΊΣΥΦΟΣ, σίσυφος", "İ, i̇", "title, TITLE", "ſ, s"})
    void names_that_differ_only_in_case_are_one_name(String one, String other) {
        assertThat(Name.of(one).key()).isEqualTo(Name.of(other).key());
    }

    @Test
    void a_text_is_refused_with_everything_that_is_wrong() {
        var tooLong = "x".repeat(1001);

        assertThatThrownBy(() -> Content.of(Kind.SERVICE, "", tooLong, List.of()))
                .satisfies(names("name", "description"));
        assertThatThrownBy(() -> Content.of(Kind.SERVICE, null, null, List.of()))
                .satisfies(names("name"));
        assertThatThrownBy(() -> Content.of(Kind.SERVICE, "x".repeat(101), null, List.of()))
                .satisfies(names("name"));
        assertThatThrownBy(() -> Content.of(Kind.SERVICE, "two\nlines", "two\nlines", List.of()))
                .satisfies(names("name"));
        assertThatThrownBy(() -> Content.Edit.of(
                        Kind.SERVICE, new Wish.Become<>(null), new Wish.Become<>(tooLong), new Wish.Keep<>()))
                .satisfies(names("name", "description"));
    }

    @Test
    void lengths_count_code_points() {
        var text = Content.of(Kind.SERVICE, "😀".repeat(100), "😀".repeat(1000), List.of());

        assertThat(text.name().value()).hasSize(200);
    }

    @Test
    void parts_are_a_set_in_which_order_means_nothing() {
        var one = entry(Kind.SERVICE, "one", null);
        var two = entry(Kind.SERVICE, "two", null);
        var permission = entry(Kind.PERMISSION, "pay", null, one, two);

        assertThat(permission.edit(compose(two, one, two), BOB, NOW)).isSameAs(permission);
        assertThat(permission.edit(compose(two), BOB, NOW).content().parts()).containsExactly(two.id());
        assertThat(permission.without(one.id(), BOB, NOW).content().parts()).containsExactly(two.id());
        assertThat(permission.without(UUID.randomUUID(), BOB, NOW)).isSameAs(permission);
    }

    @Test
    void a_list_of_parts_is_there_and_holds_ids_and_not_too_many() {
        var id = UUID.randomUUID().toString();

        assertThatThrownBy(() -> Content.of(Kind.PERMISSION, "", null, null)).satisfies(names("name", "service_ids"));
        for (var wrong : List.of(
                List.of("x"),
                List.of(id, id.toUpperCase(Locale.ROOT)),
                Collections.nCopies(Content.MAX_PARTS + 1, id))) {
            assertThatThrownBy(() -> Content.of(Kind.ROLE, "a", null, wrong)).satisfies(names("permission_ids"));
        }
        assertThat(Content.of(Kind.ROLE, "a", null, Collections.nCopies(Content.MAX_PARTS, id))
                        .parts())
                .hasSize(1);
    }

    private static ThrowingConsumer<Throwable> names(String... fields) {
        return thrown -> assertThat(((InvalidValue) thrown).violations())
                .extracting(Violation::field)
                .containsExactly(fields);
    }
}
