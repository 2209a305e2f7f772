package dev.usher.local.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Currency;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetTest {
    private static final int MIB = 1024 * 1024;
    /** Side of the small picture that two images are compared by. */
    private static final int SMALL = 16;

    private final DataSet data = new DataSet(1, DataSet.PRODUCTS);

    @Test
    void the_same_seed_is_the_same_products_and_bytes() {
        var again = new DataSet(1, DataSet.PRODUCTS);
        assertThat(again.products()).isEqualTo(data.products());
        for (var number : new int[] {0, 427, 999}) {
            for (var i = 0; i < DataSet.IMAGES; i++) {
                var product = data.products().get(number);
                assertThat(again.image(product, i).bytes())
                        .isEqualTo(data.image(product, i).bytes());
            }
        }
    }

    /** A load that goes on after an upgrade knows by the names what is there: they must not change. */
    @Test
    void the_first_products_are_known_by_heart() {
        assertThat(data.products().subList(0, 3))
                .extracting(Product::name)
                .containsExactly(
                        "Nordic brass bedside lamp", "Plain leather kitchen chair", "Slim bone china camping mug");
    }

    @Test
    void another_seed_is_another_catalogue() {
        var other = new DataSet(2, DataSet.PRODUCTS);
        assertThat(other.products()).doesNotContainAnyElementsOf(data.products());
        assertThat(other.image(other.products().getFirst(), 0).bytes())
                .isNotEqualTo(data.image(data.products().getFirst(), 0).bytes());
    }

    @Test
    void fewer_products_are_the_first_of_all() {
        assertThat(new DataSet(1, 30).products()).isEqualTo(data.products().subList(0, 30));
    }

    @Test
    void a_thousand_products_that_nobody_mixes_up() {
        assertThat(data.products()).hasSize(1000);
        assertThat(data.products()).extracting(Product::name).doesNotHaveDuplicates();
        assertThat(data.products()).extracting(Product::number).doesNotHaveDuplicates();
        assertThat(data.products().stream()
                        .collect(Collectors.groupingBy(Product::category, Collectors.counting()))
                        .values())
                .hasSize(10)
                .containsOnly(100L);
    }

    @Test
    void every_text_and_price_is_one_that_the_contract_takes() {
        assertThat(data.products()).allSatisfy(product -> {
            assertThat(product.name()).hasSizeBetween(1, 200).isEqualTo(clean(product.name()));
            assertThat(product.description()).hasSizeBetween(1, 5000).isEqualTo(clean(product.description()));
            assertThat(new BigDecimal(product.amount()))
                    .isPositive()
                    .hasScaleOf(Currency.getInstance(product.currency()).getDefaultFractionDigits());
            assertThat(product.stock()).isNotNegative();
        });
        assertThat(data.products()).extracting(Product::currency).contains("EUR", "JPY", "KWD");
        assertThat(data.products()).extracting(Product::stock).contains(0);
    }

    private static String clean(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void images_are_what_they_say_and_small_enough(int number) throws IOException {
        for (var i = 0; i < DataSet.IMAGES; i++) {
            var image = data.image(data.products().get(number - 1), i);
            var readers = ImageIO.getImageReadersByMIMEType(image.mediaType());
            assertThat(image.bytes()).hasSizeLessThan(MIB);
            var reader = readers.next();
            try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(image.bytes()))) {
                assertThat(reader.getOriginatingProvider().canDecodeInput(in)).isTrue();
                reader.setInput(in);
                var decoded = reader.read(0);
                assertThat(decoded.getWidth() * decoded.getHeight()).isGreaterThan(400_000);
            } finally {
                reader.dispose();
            }
        }
    }

    /** The hardest case: things of one kind, shown in the same five ways. */
    @Test
    void every_image_looks_unlike_every_other_of_its_category() {
        var thumbs = new ArrayList<int[]>();
        for (var number = 7; number <= 300; number += 10) {
            var product = data.products().get(number - 1);
            IntStream.range(0, DataSet.IMAGES).forEach(i -> thumbs.add(small(data.image(product, i))));
        }
        for (var one = 0; one < thumbs.size(); one++) {
            for (var other = 0; other < one; other++) {
                assertThat(distance(thumbs.get(one), thumbs.get(other)))
                        .as("%d and %d", one, other)
                        .isGreaterThan(2);
            }
        }
    }

    /** Mean difference of a colour value, of 255. */
    private static double distance(int[] one, int[] other) {
        return IntStream.range(0, one.length)
                .map(i -> Math.abs(one[i] - other[i]))
                .average()
                .orElseThrow();
    }

    private static int[] small(Image image) {
        var picture = decode(image);
        var small = new BufferedImage(SMALL, SMALL, BufferedImage.TYPE_INT_RGB);
        var canvas = small.createGraphics();
        canvas.drawImage(picture.getScaledInstance(SMALL, SMALL, java.awt.Image.SCALE_AREA_AVERAGING), 0, 0, null);
        canvas.dispose();
        return IntStream.of(small.getRGB(0, 0, SMALL, SMALL, null, 0, SMALL))
                .flatMap(rgb -> IntStream.of(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255))
                .toArray();
    }

    private static BufferedImage decode(Image image) {
        try {
            return ImageIO.read(new ByteArrayInputStream(image.bytes()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
