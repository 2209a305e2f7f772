package dev.usher.catalog;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every setting of this service; a bad one stops the start. */
@ConfigurationProperties("catalog")
public record CatalogSettings(BootstrapAdmin bootstrapAdmin, Sellers sellers) {
    /** @param email of the first super-admin; the name in the message is that of the environment variable */
    @ConfigurationProperties("bootstrap-admin")
    public record BootstrapAdmin(@Nullable String email) {
        public BootstrapAdmin {
            if (email != null && !email.isBlank() && !email.strip().matches("[^@\\s]+@[^@\\s]+")) {
                throw new IllegalArgumentException("BOOTSTRAP_ADMIN_EMAIL must be an e-mail address");
            }
        }

        /** Empty when none is configured. */
        public Optional<String> address() {
            return Optional.ofNullable(email).map(String::strip).filter(text -> !text.isEmpty());
        }

        @Override
        public String toString() {
            return "BootstrapAdmin[redacted]";
        }
    }

    /** @param products what becomes of the products of a seller whose account is deleted: {@code keep} or {@code remove} */
    @ConfigurationProperties("sellers")
    public record Sellers(String products) {
        public Sellers {
            if (!products.equals("keep") && !products.equals("remove")) {
                throw new IllegalArgumentException("SELLER_PRODUCTS must be keep or remove");
            }
        }

        boolean takeTheirProductsWithThem() {
            return products.equals("remove");
        }
    }
}
