package dev.usher.catalog.products.domain;

import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Text;
import dev.usher.kernel.value.Violations;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a seller says of a product.
 *
 * @param name 1 to 200 code points
 * @param description at most 5000 code points, line breaks allowed
 * @param category 1 to 100 code points
 * @param stock 0 to 2 147 483 647
 */
public record Offer(String name, @Nullable String description, String category, Money price, int stock) {
    /** An offer as it is written down; null is what was left out. */
    public record Draft(
            @Nullable String name,
            @Nullable String description,
            @Nullable String category,
            Money.@Nullable Draft price,
            @Nullable Long stock) {}

    /** @throws InvalidValue that names every value that cannot stand */
    public static Offer of(Draft draft) {
        var check = new Violations();
        var name = check.value(() -> Text.line("name", draft.name, 1, 200));
        var description = check.value(() -> Optional.ofNullable(describe(draft.description)));
        var category = check.value(() -> category("category", draft.category));
        var price = check.value(() -> Money.of(draft.price));
        var stock = check.value(() -> stock(draft.stock));
        check.orThrow();
        return new Offer(name.get(), description.get().orElse(null), category.get(), price.get(), stock.get());
    }

    /**
     * The offer after some of it was rewritten; null, for any member but the description, is refused.
     *
     * @throws InvalidValue that names every value that cannot stand
     */
    Offer after(Edit edit) {
        return of(new Draft(
                edit.name.over(name),
                edit.description.over(description),
                edit.category.over(category),
                edit.price
                        .<Money.@Nullable Draft>map(change -> change == null ? null : price.after(change))
                        .over(price.after(Money.Edit.NONE)),
                edit.stock.over((long) stock)));
    }

    /** A wish to change some of it. What it asks for is judged when it meets the offer that it changes. */
    public record Edit(
            Wish<@Nullable String> name,
            Wish<@Nullable String> description,
            Wish<@Nullable String> category,
            Wish<Money.@Nullable Edit> price,
            Wish<@Nullable Long> stock) {}

    /** Also what products are filtered by. */
    public static String category(String field, @Nullable String raw) {
        return Text.line(field, raw, 1, 100);
    }

    private static @Nullable String describe(@Nullable String raw) {
        return raw == null ? null : Text.block("description", raw, 0, 5000);
    }

    private static int stock(@Nullable Long raw) {
        if (raw == null) {
            throw new InvalidValue("stock", "required", "is required");
        }
        if (raw < 0 || raw > Integer.MAX_VALUE) {
            throw new InvalidValue("stock", "out_of_range", "must be a whole number from 0 to " + Integer.MAX_VALUE);
        }
        return raw.intValue();
    }
}
