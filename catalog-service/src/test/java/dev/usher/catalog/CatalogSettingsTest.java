package dev.usher.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.catalog.CatalogSettings.BootstrapAdmin;
import dev.usher.catalog.CatalogSettings.Sellers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogSettingsTest {
    @Test
    void the_address_comes_from_the_settings() {
        assertThat(CatalogApp.running().bean(BootstrapAdmin.class).address()).contains(CatalogApp.FIRST_ADMIN);
    }

    @Test
    void there_need_not_be_an_address() {
        assertThat(new BootstrapAdmin(null).address()).isEmpty();
        assertThat(new BootstrapAdmin(" ").address()).isEmpty();
        assertThat(new BootstrapAdmin(" a@example.com ").address()).contains("a@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "@", "a@", "@b", "a b@c", "a@b@c"})
    void what_is_no_address_stops_the_start_and_names_the_variable(String text) {
        assertThatThrownBy(() -> new BootstrapAdmin(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BOOTSTRAP_ADMIN_EMAIL");
    }

    @Test
    void products_of_deleted_sellers_stay_unless_told_otherwise() {
        assertThat(CatalogApp.running().bean(Sellers.class).takeTheirProductsWithThem())
                .isFalse();
        assertThat(new Sellers("remove").takeTheirProductsWithThem()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "KEEP", "delete", "keep "})
    void what_is_no_choice_stops_the_start_and_names_the_variable(String text) {
        assertThatThrownBy(() -> new Sellers(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SELLER_PRODUCTS");
    }

    @Test
    void it_is_not_printed() {
        assertThat(new CatalogSettings(new BootstrapAdmin("a@example.com"), new Sellers("keep")).toString())
                .doesNotContain("example");
    }
}
