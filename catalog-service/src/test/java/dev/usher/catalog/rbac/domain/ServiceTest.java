package dev.usher.catalog.rbac.domain;

import static dev.usher.catalog.rbac.domain.TestServices.ADA;
import static dev.usher.catalog.rbac.domain.TestServices.BOB;
import static dev.usher.catalog.rbac.domain.TestServices.NOW;
import static dev.usher.catalog.rbac.domain.TestServices.describe;
import static dev.usher.catalog.rbac.domain.TestServices.nothing;
import static dev.usher.catalog.rbac.domain.TestServices.rename;
import static dev.usher.catalog.rbac.domain.TestServices.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Violation;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTest {
    @Test
    void a_new_service_has_version_1_and_is_its_makers_work() {
        var service = service(" billing ", null, NOW.plusNanos(789));

        assertThat(service.text()).isEqualTo(new ServiceText(new ServiceName("billing"), null));
        assertThat(service.version()).isEqualTo(1);
        assertThat(service.audit()).isEqualTo(new Audit(NOW, NOW, ADA, ADA));
        assertThat(service.id().version()).isEqualTo(7);
    }

    @Test
    void an_edit_changes_what_it_names_and_nothing_else() {
        var service = service("billing", "Sends invoices.");

        var renamed = service.edit(rename("Invoices"), BOB, NOW.plusSeconds(1));

        assertThat(renamed.text()).isEqualTo(ServiceText.of("Invoices", "Sends invoices."));
        assertThat(renamed.version()).isEqualTo(2);
        assertThat(renamed.audit()).isEqualTo(new Audit(NOW, NOW.plusSeconds(1), ADA, BOB));
        assertThat(renamed.edit(describe(null), BOB, NOW).text().description()).isNull();
    }

    @Test
    void an_edit_to_the_same_text_is_no_change() {
        var service = service("billing", "Sends invoices.");

        assertThat(service.edit(nothing(), BOB, NOW)).isSameAs(service);
        assertThat(service.edit(rename(" billing"), BOB, NOW)).isSameAs(service);
        assertThat(service.edit(describe("Sends invoices. "), BOB, NOW)).isSameAs(service);
    }

    @Test
    void a_change_of_case_alone_is_a_change() {
        assertThat(service("billing", null)
                        .edit(rename("Billing"), BOB, NOW)
                        .text()
                        .name()
                        .value())
                .isEqualTo("Billing");
    }

    @ParameterizedTest
    @CsvSource({"billing, BILLING", "straße, STRASSE", "ΣΊΣΥΦΟΣ, σίσυφος", "İ, i̇", "title, TITLE", "ſ, s"})
    void names_that_differ_only_in_case_are_one_name(String one, String other) {
        assertThat(ServiceName.of(one).key()).isEqualTo(ServiceName.of(other).key());
    }

    @Test
    void a_text_is_refused_with_everything_that_is_wrong() {
        var tooLong = "x".repeat(1001);

        assertThatThrownBy(() -> ServiceText.of("", tooLong)).satisfies(names("name", "description"));
        assertThatThrownBy(() -> ServiceText.of(null, null)).satisfies(names("name"));
        assertThatThrownBy(() -> ServiceText.of("x".repeat(101), null)).satisfies(names("name"));
        assertThatThrownBy(() -> ServiceText.of("two\nlines", "two\nlines")).satisfies(names("name"));
        assertThatThrownBy(() -> ServiceText.Edit.of(new Wish.Become<>(null), new Wish.Become<>(tooLong)))
                .satisfies(names("name", "description"));
    }

    @Test
    void lengths_count_code_points() {
        var text = ServiceText.of("😀".repeat(100), "😀".repeat(1000));

        assertThat(text.name().value()).hasSize(200);
    }

    private static ThrowingConsumer<Throwable> names(String... fields) {
        return thrown -> assertThat(((InvalidValue) thrown).violations())
                .extracting(Violation::field)
                .containsExactly(fields);
    }
}
