package dev.usher.local.dataset;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** The same seed is the same products and the same pixels, always and everywhere: only specified generators are used. */
public final class DataSet {
    /** As many products as can be told apart by name. */
    public static final int PRODUCTS = 1000;

    private static final List<Picture.View> VIEWS = List.of(Picture.View.values());

    /** Images of each product. */
    public static final int IMAGES = VIEWS.size();

    private static final List<String> MANNERS = List.of(
            "Slim", "Compact", "Classic", "Plain", "Tall", "Sturdy", "Light", "Soft", "Rounded", "Quiet", "Modern",
            "Nordic");
    private static final List<String> PLACES = List.of(
            "Malmö",
            "Łódź",
            "Kyōto",
            "Porto",
            "Zürich",
            "Århus",
            "Sheffield",
            "Galway",
            "Liège",
            "Brno",
            "Cádiz",
            "Reykjavík");
    private static final List<String> PRAISE = List.of(
            "Made to be used every day.",
            "Small enough for any room, good enough for the best one.",
            "It gets better with the years.",
            "Every part can be replaced.",
            "Nothing to screw together.",
            "One of our oldest designs, hardly changed.");
    private static final List<String> CARE = List.of(
            "Wipe with a damp cloth.",
            "Keep dry.",
            "Needs no care.",
            "Dust it now and then.",
            "Do not leave it in full sun.");

    /** What an amount in euros is multiplied by; how often a currency occurs is how often it stands here. */
    private enum Price {
        EUR(1, 8),
        USD(1.1, 4),
        GBP(0.85, 3),
        JPY(160, 2),
        CHF(0.95, 1),
        SEK(11, 1),
        KWD(0.34, 1);

        private final double rate;
        private final int often;

        Price(double rate, int often) {
            this.rate = rate;
            this.often = often;
        }

        private static Price any(Random random) {
            var left = random.nextInt(IntStream.of(List.of(values()).stream()
                            .mapToInt(price -> price.often)
                            .toArray())
                    .sum());
            for (var price : values()) {
                left -= price.often;
                if (left < 0) {
                    return price;
                }
            }
            throw new IllegalStateException();
        }

        /** With the currency's decimals, and an ending that shops like. */
        private String of(double euros) {
            var decimals = Currency.getInstance(name()).getDefaultFractionDigits();
            var ending = BigDecimal.ONE.movePointLeft(decimals == 0 ? -1 : decimals == 2 ? 2 : 1);
            return BigDecimal.valueOf(euros * rate)
                    .setScale(decimals == 0 ? -2 : 0, RoundingMode.UP)
                    .subtract(ending)
                    .setScale(decimals, RoundingMode.UNNECESSARY)
                    .toPlainString();
        }
    }

    private final long seed;
    private final List<Category> categories = List.of(Category.values());
    private final List<Product> products;

    static {
        // The pictures need no screen, and no scratch files.
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
    }

    /** @param count of products, the first of {@link #PRODUCTS} */
    public DataSet(long seed, int count) {
        this.seed = seed;
        var each = categories.stream().map(this::combinations).toList();
        this.products = IntStream.range(0, count)
                .mapToObj(i -> {
                    var category = i % categories.size();
                    return product(i + 1, each.get(category).get(i / categories.size()));
                })
                .toList();
    }

    /** In the order of their numbers. */
    public List<Product> products() {
        return products;
    }

    /**
     * One of a product's pictures.
     *
     * @param position 0 to {@link #IMAGES} - 1
     */
    public Image image(Product product, int position) {
        var view = VIEWS.get(position);
        var format = position % 2 == 0 ? "jpeg" : "png";
        var picture = Picture.of(product, category(product.number()), view, seedOf(product.number()));
        return new Image(
                String.format(Locale.ROOT, "%04d-%d.%s", product.number(), position + 1, format),
                "image/" + format,
                encode(picture, format));
    }

    private static byte[] encode(BufferedImage picture, String format) {
        try {
            var file = new ByteArrayOutputStream(64 * 1024);
            if (!ImageIO.write(picture, format, file)) {
                throw new IllegalStateException("this JDK writes no " + format);
            }
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Category category(int number) {
        return categories.get((number - 1) % categories.size());
    }

    /** Every material with every kind, in the seed's order: so no name occurs twice. */
    private List<String> combinations(Category category) {
        var all = new ArrayList<String>();
        category.materials.forEach(material -> category.kinds.forEach(kind -> all.add(material + " " + kind)));
        Collections.shuffle(all, new Random(seedOf(category.label.hashCode())));
        return all;
    }

    private Product product(int number, String thing) {
        var random = new Random(seedOf(number));
        var category = category(number);
        var name = one(MANNERS, random) + " " + thing;
        var size = new Product.Size(length(category, random), length(category, random), length(category, random));
        var price = Price.any(random);
        // Most things are cheap.
        var dear = Math.pow(random.nextDouble(), 2.5);
        return new Product(
                number,
                name,
                "%s from %s. %s\n\nWidth %d cm, height %d cm, depth %d cm. %s"
                        .formatted(
                                name,
                                one(PLACES, random),
                                one(PRAISE, random),
                                size.width(),
                                size.height(),
                                size.depth(),
                                one(CARE, random)),
                category.label,
                price.of(category.cheapest + dear * (category.dearest - category.cheapest)),
                price.name(),
                // Some are sold out.
                random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(250),
                size);
    }

    private static int length(Category category, Random random) {
        return category.longest / 3 + random.nextInt(category.longest * 2 / 3);
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    /** Seeds that are close together draw alike; these are not. */
    private long seedOf(int number) {
        return (seed + number) * 0x9E3779B97F4A7C15L ^ seed;
    }
}
