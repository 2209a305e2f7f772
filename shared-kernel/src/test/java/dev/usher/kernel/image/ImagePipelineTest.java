package dev.usher.kernel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.usher.kernel.value.InvalidValue;
import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePipelineTest {
    private static final ImagePipeline PIPELINE = new ImagePipeline(ImageLimits.standard());

    /** What came out, as bytes in ISO 8859-1, and read again with the JDK. */
    record Result(String mediaType, String bytes, BufferedImage image, BufferedImage thumbnail) {}

    static Spool spool(byte[] bytes) {
        try {
            return Spool.of(new ByteArrayInputStream(bytes), 64L * 1024 * 1024).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Result process(byte[] upload) {
        return process(upload, null, null);
    }

    static Result process(byte[] upload, @Nullable String type, @Nullable String name) {
        try (var file = spool(upload);
                var picture = PIPELINE.process(file, type, name)) {
            var full = picture.full().content().open().readAllBytes();
            var image = TestImages.read(full);
            assertThat(picture.full().width()).isEqualTo(image.getWidth());
            assertThat(picture.full().height()).isEqualTo(image.getHeight());
            assertThat(picture.thumbnail().mediaType()).isEqualTo(picture.full().mediaType());
            return new Result(
                    picture.full().mediaType(),
                    new String(full, StandardCharsets.ISO_8859_1),
                    image,
                    TestImages.read(picture.thumbnail().content().open().readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String refusal(byte[] upload) {
        return refusal(upload, null, null);
    }

    static String refusal(byte[] upload, @Nullable String type, @Nullable String name) {
        var refused = catchThrowableOfType(InvalidValue.class, () -> process(upload, type, name));
        assertThat(refused).isNotNull();
        assertThat(refused.violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.field()).isEqualTo("file"));
        return refused.violations().getFirst().code();
    }

    private static void assertColour(BufferedImage image, double across, double down, Color expected) {
        var argb = image.getRGB((int) (image.getWidth() * across), (int) (image.getHeight() * down));
        var found = new Color(argb, true);
        assertThat(found.getAlpha()).isEqualTo(expected.getAlpha());
        if (expected.getAlpha() > 0) {
            assertThat(found.getRed()).isCloseTo(expected.getRed(), within(8));
            assertThat(found.getGreen()).isCloseTo(expected.getGreen(), within(8));
            assertThat(found.getBlue()).isCloseTo(expected.getBlue(), within(8));
        }
    }

    private static void assertQuarters(BufferedImage image, Color fourth) {
        assertColour(image, 0.25, 0.25, Color.RED);
        assertColour(image, 0.75, 0.25, Color.GREEN);
        assertColour(image, 0.25, 0.75, Color.BLUE);
        assertColour(image, 0.75, 0.75, fourth);
    }

    private static final Color NOTHING = new Color(0, 0, 0, 0);

    static Stream<Arguments> opaque() {
        return Stream.of(
                Arguments.of("PNG", TestImages.png(64, 48)),
                Arguments.of("JPEG", TestImages.jpeg(64, 48)),
                Arguments.of("progressive JPEG", TestImages.progressiveJpeg(64, 48)),
                Arguments.of("WebP", TestImages.webp()),
                Arguments.of("lossless WebP", TestImages.losslessWebp()),
                Arguments.of("PNG with an alpha channel that hides nothing", opaqueAlpha()),
                Arguments.of("indexed PNG", indexed(false)),
                Arguments.of("deep PNG", deep(2)));
    }

    static Stream<Arguments> transparent() {
        return Stream.of(
                Arguments.of("PNG", TestImages.transparentPng(64, 48)),
                Arguments.of("WebP", TestImages.transparentWebp()),
                Arguments.of("indexed PNG", indexed(true)),
                Arguments.of("deep PNG", deep(6)));
    }

    private static byte[] opaqueAlpha() {
        var image = new BufferedImage(64, 48, BufferedImage.TYPE_4BYTE_ABGR);
        image.createGraphics().drawImage(TestImages.quarters(BufferedImage.TYPE_3BYTE_BGR, 64, 48), 0, 0, null);
        return TestImages.png(image);
    }

    private static byte[] indexed(boolean seeThrough) {
        var red = new byte[] {-1, 0, 0, -1};
        var green = new byte[] {0, -1, 0, -1};
        var blue = new byte[] {0, 0, -1, -1};
        var alpha = new byte[] {-1, -1, -1, 0};
        var palette = seeThrough
                ? new IndexColorModel(2, 4, red, green, blue, alpha)
                : new IndexColorModel(2, 4, red, green, blue);
        var image = new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_BINARY, palette);
        fillQuarters(image.getRaster(), new int[][] {{0}, {1}, {2}, {3}});
        return TestImages.png(image);
    }

    /** 16 bits a sample: RGB (2) or RGBA (6). */
    private static byte[] deep(int colours) {
        var samples = colours == 2 ? 3 : 4;
        var most = 65535;
        var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 64, 48, samples, null);
        fillQuarters(
                raster,
                samples == 3
                        ? new int[][] {{most, 0, 0}, {0, most, 0}, {0, 0, most}, {most, most, most}}
                        : new int[][] {{most, 0, 0, most}, {0, most, 0, most}, {0, 0, most, most}, {0, 0, 0, 0}});
        var model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                samples == 4,
                false,
                samples == 4 ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                DataBuffer.TYPE_USHORT);
        return TestImages.png(new BufferedImage(model, raster, false, null));
    }

    private static void fillQuarters(WritableRaster raster, int[][] samples) {
        for (var y = 0; y < raster.getHeight(); y++) {
            for (var x = 0; x < raster.getWidth(); x++) {
                raster.setPixel(x, y, samples[x * 2 / raster.getWidth() + 2 * (y * 2 / raster.getHeight())]);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("opaque")
    void what_hides_everything_behind_it_becomes_a_jpeg(String kind, byte[] upload) {
        var result = process(upload);

        assertThat(result.mediaType()).isEqualTo("image/jpeg");
        assertThat(result.bytes()).startsWith("\u00ff\u00d8\u00ff");
        assertQuarters(result.image(), Color.WHITE);
        assertQuarters(result.thumbnail(), Color.WHITE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transparent")
    void what_can_be_seen_through_becomes_a_png(String kind, byte[] upload) {
        var result = process(upload);

        assertThat(result.mediaType()).isEqualTo("image/png");
        assertThat(result.bytes()).startsWith("\u0089PNG");
        assertQuarters(result.image(), NOTHING);
        assertQuarters(result.thumbnail(), NOTHING);
    }

    @Test
    void grey_stays_as_dark_as_it_was() {
        for (var type : List.of("png", "jpeg", "grey with alpha", "deep")) {
            var result = process(grey(type));

            assertThat(result.image().getRaster().getSample(5, 5, 0)).as(type).isCloseTo(100, within(2));
        }
    }

    private static byte[] grey(String kind) {
        var image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        var samples = image.getRaster();
        for (var index = 0; index < 256; index++) {
            samples.setSample(index % 16, index / 16, 0, 100);
        }
        return switch (kind) {
            case "png" -> TestImages.png(image);
            case "jpeg" -> TestImages.jpeg(image, false);
            case "deep" ->
                Forge.join(
                        Forge.PNG_SIGNATURE,
                        Forge.ihdr(16, 16, 16, 0, 0),
                        Forge.chunk("IDAT", rows(16, 16 * 2, 100)),
                        Forge.chunk("IEND", new byte[0]));
            default ->
                Forge.join(
                        Forge.PNG_SIGNATURE,
                        Forge.ihdr(16, 16, 8, 4, 0),
                        Forge.chunk("IDAT", rows(16, 16 * 2, 100)),
                        Forge.chunk("IEND", new byte[0]));
        };
    }

    /** Rows without a filter, every byte the same. */
    private static byte[] rows(int height, int length, int value) {
        var raw = new byte[height * (length + 1)];
        Arrays.fill(raw, (byte) value);
        for (var row = 0; row < height; row++) {
            raw[row * (length + 1)] = 0;
        }
        var deflater = new Deflater();
        deflater.setInput(raw);
        deflater.finish();
        var out = new byte[raw.length + 100];
        var length2 = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length2);
    }

    @Test
    void an_interlaced_png_is_read() throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        var out = new ByteArrayOutputStream();
        try (var output = ImageIO.createImageOutputStream(out)) {
            var param = writer.getDefaultWriteParam();
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(output);
            writer.write(
                    null, new IIOImage(TestImages.quarters(BufferedImage.TYPE_3BYTE_BGR, 64, 48), null, null), param);
        }

        assertQuarters(process(out.toByteArray()).image(), Color.WHITE);
    }

    @Test
    void a_picture_in_other_colours_is_brought_to_those_of_the_web() {
        var image = new BufferedImage(32, 32, BufferedImage.TYPE_3BYTE_BGR);
        var graphics = image.createGraphics();
        graphics.setColor(new Color(48, 48, 147));
        graphics.fillRect(0, 0, 32, 32);
        graphics.dispose();
        var linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        var profile = Forge.join(Forge.ascii("ICC_PROFILE\0\u0001\u0001"), linear);
        var jpeg = Forge.withSegment(TestImages.jpeg(image, false), 0xe2, profile);

        var result = process(jpeg);

        assertColour(result.image(), 0.5, 0.5, new Color(120, 120, 200));
        assertThat(result.bytes()).doesNotContain("ICC_PROFILE");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_picture_is_turned_the_right_way_up(int orientation) {
        var result = process(Forge.withSegment(TestImages.jpeg(64, 48), 0xe1, Forge.exif(orientation)));

        assertThat(result.image().getWidth()).isEqualTo(orientation < 5 ? 64 : 48);
        assertThat(result.thumbnail().getHeight()).isEqualTo(orientation < 5 ? 48 : 64);
        // Clockwise from the upper left, as the EXIF standard draws it.
        var expected = switch (orientation) {
            case 1 -> List.of(Color.RED, Color.GREEN, Color.WHITE, Color.BLUE);
            case 2 -> List.of(Color.GREEN, Color.RED, Color.BLUE, Color.WHITE);
            case 3 -> List.of(Color.WHITE, Color.BLUE, Color.RED, Color.GREEN);
            case 4 -> List.of(Color.BLUE, Color.WHITE, Color.GREEN, Color.RED);
            case 5 -> List.of(Color.RED, Color.BLUE, Color.WHITE, Color.GREEN);
            case 6 -> List.of(Color.BLUE, Color.RED, Color.GREEN, Color.WHITE);
            case 7 -> List.of(Color.WHITE, Color.GREEN, Color.RED, Color.BLUE);
            default -> List.of(Color.GREEN, Color.WHITE, Color.BLUE, Color.RED);
        };
        for (var image : List.of(result.image(), result.thumbnail())) {
            assertColour(image, 0.25, 0.25, expected.get(0));
            assertColour(image, 0.75, 0.25, expected.get(1));
            assertColour(image, 0.75, 0.75, expected.get(2));
            assertColour(image, 0.25, 0.75, expected.get(3));
        }
    }

    @Test
    void A_56_nothing_that_a_camera_or_a_program_wrote_into_the_file_comes_out_again() {
        var secret = Forge.ascii("SERIAL-4711");
        var jpeg = Forge.withSegment(Forge.withSegment(TestImages.jpeg(64, 48), 0xe1, Forge.exif(1)), 0xfe, secret);
        var png = Forge.withChunks(
                TestImages.transparentPng(64, 48),
                Forge.chunk("tEXt", Forge.join(Forge.ascii("Comment\0"), secret)),
                Forge.chunk("eXIf", Arrays.copyOfRange(Forge.exif(1), 6, Forge.exif(1).length)));

        for (var upload : List.of(jpeg, png)) {
            var text = process(upload).bytes();
            assertThat(text).doesNotContain("SERIAL").doesNotContain("Exif").doesNotContain("eXIf");
        }
    }

    @Test
    void a_thumbnail_keeps_the_proportions_and_never_grows() {
        assertThat(process(TestImages.jpeg(1000, 400)).thumbnail()).satisfies(thumbnail -> {
            assertThat(thumbnail.getWidth()).isEqualTo(320);
            assertThat(thumbnail.getHeight()).isEqualTo(128);
        });
        assertThat(process(TestImages.jpeg(100, 40)).thumbnail().getWidth()).isEqualTo(100);
        assertThat(process(TestImages.png(5000, 1)).thumbnail().getHeight()).isEqualTo(1);
        assertThat(process(TestImages.png(1, 1)).thumbnail().getWidth()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "PNG,  image/png,  photo.png",
        "PNG,  image/png,",
        "PNG,  ,           photo.PNG",
        "PNG,  ,           ",
        "PNG,  image/png; charset=binary, photo",
        "PNG,  application/octet-stream, photo.png",
        "JPEG, image/jpeg, photo.jpg",
        "JPEG, IMAGE/JPEG, photo.jpeg",
        "JPEG, image/jpg,  ../../photo.jpg",
        "WEBP, image/webp, photo.webp",
        "PNG,  image/png,  shell.php.png",
    })
    void A_49_a_name_and_a_type_that_agree_with_the_content_are_accepted(String content, String type, String name) {
        assertThat(process(sample(content), type, name).image()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "PNG,  image/jpeg,    photo.png",
        "PNG,  image/png,     photo.jpg",
        "PNG,  text/html,     photo.png",
        "PNG,  image/png,     photo.svg",
        "PNG,  image/png,     photo.png.php",
        "PNG,  image/png,     'photo.'",
        "PNG,  image/png,     photo.html",
        "JPEG, image/png,     photo.png",
        "JPEG, image/webp,    photo.webp",
        "WEBP, image/png,     photo.png",
        "WEBP, image/svg+xml, photo.webp",
    })
    void A_49_a_name_or_a_type_that_contradicts_the_content_is_refused(String content, String type, String name) {
        assertThat(refusal(sample(content), type, name)).isEqualTo("type_mismatch");
    }

    private static byte[] sample(String type) {
        return switch (ImageType.valueOf(type)) {
            case PNG -> TestImages.png(64, 48);
            case JPEG -> TestImages.jpeg(64, 48);
            case WEBP -> TestImages.webp();
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u0089",
                "GIF89a\u0001\0\u0001\0\u0080\0\0\0\0\0\u00ff\u00ff\u00ff,\0\0\0\0\u0001\0\u0001\0\0\u0002\u0002D\u0001\0;",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "<?xml version='1.0'?><!DOCTYPE svg><svg/>",
                "<!DOCTYPE html><script>alert(1)</script>",
                "BMF\0\0\0\0\0\0\0",
                "%PDF-1.7",
                "PK\u0003\u0004",
                "II*\0\u0008\0\0\0",
                "RIFF$\0\0\0WAVEfmt ",
                "\0\0\0 ftypavif",
            })
    void A_7_what_is_no_png_jpeg_or_webp_is_refused(String content) {
        assertThat(refusal(Forge.ascii(content))).isEqualTo("unsupported_type");
        assertThat(refusal(Forge.ascii(content), "image/png", "photo.png")).isEqualTo("unsupported_type");
    }

    @Test
    void A_52_an_enormous_picture_is_refused_by_its_header_alone() {
        refusal(Forge.pngHeader(30_000, 30_000));
        for (var upload : List.of(
                Forge.pngHeader(30_000, 30_000),
                Forge.pngHeader(Integer.MAX_VALUE, Integer.MAX_VALUE),
                Forge.pngHeader(70_000, 1),
                Forge.jpegHeader(30_000, 30_000),
                Forge.losslessWebpHeader(16_384, 16_384),
                Forge.pngHeader(5001, 5000),
                Forge.jpegHeader(5001, 5000))) {
            var start = System.nanoTime();
            assertThat(refusal(upload)).isEqualTo("too_many_pixels");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(100));
        }
    }

    @Test
    void a_picture_without_pixels_is_refused() {
        assertThat(refusal(Forge.pngHeader(0, 10))).isEqualTo("broken");
        assertThat(refusal(Forge.pngHeader(10, 0))).isEqualTo("broken");
        assertThat(refusal(Forge.jpegHeader(0, 10))).isEqualTo("broken");
        assertThat(refusal(Forge.pngHeader(-1, 10))).isEqualTo("broken");
    }

    @Test
    void animations_are_refused() {
        var frames = ByteBuffer.allocate(8).putInt(2).putInt(0).array();

        assertThat(refusal(TestImages.animatedWebp())).isEqualTo("animated");
        assertThat(refusal(Forge.withChunks(TestImages.png(64, 48), Forge.chunk("acTL", frames))))
                .isEqualTo("animated");
    }

    @Test
    void colours_for_printing_are_refused() {
        var jpeg = TestImages.jpeg(16, 16);
        for (var index = 2; index < jpeg.length; index++) {
            if ((jpeg[index] & 0xff) == 0xff && (jpeg[index + 1] & 0xff) == 0xc0) {
                jpeg[index + 9] = 4;
                break;
            }
        }

        assertThat(refusal(jpeg)).isEqualTo("broken");
    }

    @Test
    void a_jpeg_with_very_many_scans_is_refused() {
        var progressive = TestImages.progressiveJpeg(64, 48);

        assertQuarters(process(Forge.withScans(progressive, 2)).image(), Color.WHITE);
        assertThat(refusal(Forge.withScans(progressive, 200))).isEqualTo("too_complex");
    }

    @Test
    void what_stands_behind_a_picture_is_left_behind() {
        var page = Forge.ascii("<script>alert(1)</script>PK\u0003\u0004");
        var webp = TestImages.webp();

        for (var upload : List.of(TestImages.png(64, 48), TestImages.jpeg(64, 48), webp)) {
            var result = process(Forge.join(upload, page));

            assertQuarters(result.image(), Color.WHITE);
            assertThat(result.bytes()).doesNotContain("script");
        }
    }
}
