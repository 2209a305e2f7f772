package dev.usher.catalog.products.adapter.out.postgres;

import dev.usher.catalog.products.domain.Audit;
import dev.usher.catalog.products.domain.Money;
import dev.usher.catalog.products.domain.Offer;
import dev.usher.catalog.products.domain.Product;
import dev.usher.catalog.products.domain.ProductImage;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code product}, without the words, which the database makes of it for itself. */
@MappedEntity("product")
record ProductRow(
        @Id UUID id,
        UUID sellerId,
        String name,
        @Nullable String description,
        String category,
        BigDecimal amount,
        String currency,
        int stock,
        long version,
        Instant createdAt,
        Instant updatedAt,
        UUID createdBy,
        UUID updatedBy) {
    static ProductRow from(Product product) {
        var offer = product.offer();
        var audit = product.audit();
        return new ProductRow(
                product.id(),
                product.sellerId(),
                offer.name(),
                offer.description(),
                offer.category(),
                offer.price().amount(),
                offer.price().currency().getCurrencyCode(),
                offer.stock(),
                product.version(),
                audit.createdAt(),
                audit.updatedAt(),
                audit.createdBy(),
                audit.updatedBy());
    }

    Product toDomain(List<ProductImage> images) {
        // The column keeps more decimals than most currencies have; Money leaves off what they have not.
        var price = new Money(amount, Currency.getInstance(currency));
        return new Product(
                id,
                sellerId,
                new Offer(name, description, category, price, stock),
                images,
                version,
                new Audit(createdAt, updatedAt, createdBy, updatedBy));
    }
}
