package dev.usher.kernel.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.value.InvalidValue;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to hurt. Whatever they are, the answer is a picture or a refusal, soon, and nothing is left behind. */
class HostileImagesTest {
    /** Less patient than in earnest. */
    private static final ImagePipeline PIPELINE = new ImagePipeline(new ImageLimits(
            25_000_000, 320, ImageLimits.standard().memory(), Duration.ofSeconds(3), Duration.ofSeconds(1)));

    private static final int MIB = 1024 * 1024;

    /** True when a picture came of it. */
    private static boolean survives(byte[] upload) {
        try (var file = ImagePipelineTest.spool(upload);
                var picture = PIPELINE.process(file, null, null)) {
            return picture.full().content().length() > 0;
        } catch (InvalidValue | Unavailable refused) {
            return false;
        }
    }

    private static byte[] sample(String kind) {
        return switch (kind) {
            case "png" -> TestImages.png(64, 48);
            case "transparent png" -> TestImages.transparentPng(64, 48);
            case "jpeg" -> Forge.withSegment(TestImages.jpeg(64, 48), 0xe1, Forge.exif(6));
            case "progressive jpeg" -> TestImages.progressiveJpeg(64, 48);
            case "webp" -> TestImages.webp();
            case "transparent webp" -> TestImages.transparentWebp();
            default -> TestImages.losslessWebp();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "transparent png", "jpeg", "progressive jpeg", "webp", "lossless webp"})
    void a_file_that_is_cut_off_anywhere_is_refused(String kind) {
        var whole = sample(kind);
        for (var length = 0; length < whole.length; length += Math.max(1, whole.length / 60)) {
            assertThat(survives(Arrays.copyOf(whole, length)))
                    .as("%s of %s bytes", length, whole.length)
                    .isFalse();
        }
        assertThat(survives(whole)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"png", "transparent png", "jpeg", "progressive jpeg", "webp", "transparent webp", "lossless webp"
            })
    void damage_anywhere_ends_in_a_picture_or_a_refusal(String kind) {
        var whole = sample(kind);
        var random = new Random(4711);
        for (var round = 0; round < 200; round++) {
            var damaged = whole.clone();
            for (var count = random.nextInt(1, 6); count > 0; count--) {
                damaged[random.nextInt(8, damaged.length)] = (byte) random.nextInt();
            }
            var start = System.nanoTime();
            survives(damaged);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("round %s", round)
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void A_50_pixel_data_that_unfolds_without_end_is_read_no_further_than_the_picture_needs() {
        // 5 MiB of deflated zeroes are 5 GiB.
        var endless = new byte[5 * MIB];
        var seed = Forge.deflated(200 * MIB);
        System.arraycopy(seed, 0, endless, 0, Math.min(seed.length, endless.length));
        var bomb = Forge.join(
                Forge.PNG_SIGNATURE,
                Forge.ihdr(10, 10, 8, 2, 0),
                Forge.chunk("IDAT", endless),
                Forge.chunk("IEND", new byte[0]));

        assertBounded(bomb);
    }

    @Test
    void A_50_compressed_text_is_never_unfolded() {
        var text = Forge.join(Forge.ascii("Comment\0\0"), Forge.deflated(200 * MIB));
        var profile = Forge.join(Forge.ascii("icc\0\0"), Forge.deflated(200 * MIB));

        assertThat(assertBounded(
                        Forge.withChunks(sample("png"), Forge.chunk("zTXt", text), Forge.chunk("iCCP", profile))))
                .isTrue();
    }

    @Test
    void A_50_hundreds_of_thousands_of_chunks_are_no_trouble() {
        var chunks = IntStream.range(0, 200_000)
                .mapToObj(index -> Forge.chunk(index % 2 == 0 ? "tEXt" : "IDAT", new byte[0]))
                .toArray(byte[][]::new);

        assertBounded(Forge.withChunks(sample("png"), chunks));
    }

    @Test
    void A_50_thousands_of_segments_are_no_trouble() {
        var jpeg = sample("jpeg");
        var comments = new byte[5 * MIB];
        for (var index = 0; index + 4 <= comments.length; index += 4) {
            comments[index] = (byte) 0xff;
            comments[index + 1] = (byte) 0xfe;
            comments[index + 3] = 2;
        }

        assertBounded(Forge.join(Arrays.copyOf(jpeg, 2), comments, Arrays.copyOfRange(jpeg, 2, jpeg.length)));
    }

    @Test
    void A_50_a_maximal_picture_of_almost_no_bytes_is_refused_when_they_are_missing() {
        assertThat(assertBounded(Forge.pngHeader(5000, 5000))).isFalse();
        assertThat(assertBounded(Forge.losslessWebpHeader(5000, 5000))).isFalse();
    }

    /** In time, and without a heap that grows. */
    private static boolean assertBounded(byte[] upload) {
        var start = System.nanoTime();
        var before = allocated();

        var survived = survives(upload);

        assertThat(allocated() - before).isLessThan(160L * MIB);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        return survived;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void no_temporary_file_has_a_name_and_none_stays_open() throws IOException {
        survives(sample("png"));
        var open = openSpools();

        var uploads = new ArrayList<>(List.of(Forge.ascii("nothing"), Forge.pngHeader(30_000, 30_000)));
        for (var kind : List.of("png", "transparent png", "jpeg", "webp")) {
            uploads.add(sample(kind));
            uploads.add(Arrays.copyOf(sample(kind), sample(kind).length - 5));
        }
        uploads.forEach(HostileImagesTest::survives);

        assertThat(openSpools()).isEqualTo(open);
        try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(left.map(path -> path.getFileName().toString()).filter(name -> name.endsWith(".spool")))
                    .isEmpty();
        }
    }

    /** Linux says of an open file without a name where it was. */
    private static long openSpools() throws IOException {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(file -> target(file).contains(".spool")).count();
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
