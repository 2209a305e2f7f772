package dev.usher.kernel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.testing.ResidentMemory;
import java.awt.Color;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What many large pictures at once cost. */
class ImageMemoryTest {
    private static final long MIB = 1024 * 1024;

    @Test
    void G_16_fifty_maximal_pictures_at_once_need_no_more_than_128_MiB() throws Exception {
        var uploads = TestImages.maximal();
        var files = new ArrayList<Spool>();
        for (var index = 0; index < 50; index++) {
            var upload = uploads.get(index % uploads.size());
            assertThat(upload.length).isLessThan(5 * (int) MIB);
            files.add(ImagePipelineTest.spool(upload));
        }
        var limits = ImageLimits.standard();
        // Longer than in earnest, so that several of each kind are decoded and not only refused.
        var pipeline = new ImagePipeline(new ImageLimits(
                limits.maxPixels(),
                limits.thumbnailSide(),
                limits.memory(),
                Duration.ofSeconds(8),
                Duration.ofSeconds(60)));
        try (var small = ImagePipelineTest.spool(TestImages.png(64, 48))) {
            pipeline.process(small, null, null).close();
        }
        fillYoungGeneration();
        var before = ResidentMemory.bytes();

        var work = new ArrayList<Callable<Long>>();
        files.forEach(file -> work.add(() -> {
            try (var picture = pipeline.process(file, null, null)) {
                return (long) picture.full().width() * picture.full().height();
            } catch (Unavailable later) {
                return 0L;
            }
        }));
        var start = System.nanoTime();
        var pixels = new ArrayList<Long>();
        long peak;
        try (var watch = new ResidentMemory();
                var pool = Executors.newFixedThreadPool(50)) {
            for (var result : pool.invokeAll(work)) {
                pixels.add(result.get());
            }
            peak = watch.peak();
        }
        var seconds = (System.nanoTime() - start) / 1e9;
        files.forEach(Spool::close);
        var stored = pixels.stream().filter(count -> count > 0).count();

        System.out.printf(
                "FIGURE 50 parallel maximal images: resident memory %d MiB, at most %d MiB while at work: +%d MiB; "
                        + "%d stored, %d sent away in %.1f s%n",
                before / MIB, peak / MIB, (peak - before) / MIB, stored, 50 - stored, seconds);
        assertThat(stored).isPositive();
        assertThat(peak - before).isLessThanOrEqualTo(128 * MIB);
    }

    /** The JVM touches its young generation bit by bit; that is not what is measured. */
    private static void fillYoungGeneration() {
        var kept = 0L;
        for (var count = 0; count < 100_000; count++) {
            kept += new byte[10_000].length;
        }
        assertThat(kept).isPositive();
        System.gc();
    }

    @Test
    void G_17_who_waits_too_long_is_told_to_come_back() throws Exception {
        var memory = new PixelMemory(Duration.ofMillis(50));
        try (var busy = memory.lease(50 * MIB)) {
            assertThat(busy.allocate(10).byteSize()).isEqualTo(10);
            assertThatThrownBy(() -> memory.lease(50 * MIB)).isInstanceOf(Unavailable.class);
            // Small ones do not queue behind large ones.
            memory.lease(MIB).close();
        }
        memory.lease(50 * MIB).close();
    }

    @Test
    void a_decoder_that_takes_too_long_is_stopped() {
        var impatient = new ImagePipeline(
                new ImageLimits(25_000_000, 320, 104 * MIB, Duration.ofSeconds(1), Duration.ofMillis(1)));
        for (var upload : List.of(
                TestImages.png(3000, 2000), TestImages.jpeg(3000, 2000), TestImages.maximalWebp("lossless-alpha"))) {
            try (var file = ImagePipelineTest.spool(upload)) {
                assertThatThrownBy(() -> impatient.process(file, null, null)).isInstanceOf(Unavailable.class);
            }
        }
    }

    @Test
    void what_does_not_fit_at_full_size_is_stored_smaller() throws IOException {
        var tight = new ImagePipeline(
                new ImageLimits(25_000_000, 320, 16 * MIB, Duration.ofSeconds(60), Duration.ofSeconds(60)));
        for (var upload : List.of(TestImages.png(4000, 2000), TestImages.progressiveJpeg(2800, 1401))) {
            try (var file = ImagePipelineTest.spool(upload);
                    var picture = tight.process(file, null, null)) {
                var image = TestImages.read(picture.full().content().open().readAllBytes());
                assertThat(image.getWidth()).isIn(2000, 1400);
                assertThat(image.getHeight()).isIn(1000, 701);
                assertThat(new Color(image.getRGB(10, 10)).getRed()).isGreaterThan(200);
            }
        }
    }

    @Test
    void every_kind_of_picture_can_be_decoded_at_its_largest() {
        var largest = Map.of(
                "opaque PNG", Forge.pngHeader(5000, 5000),
                "JPEG", Forge.jpegHeader(5000, 5000),
                "lossy WebP", TestImages.maximalWebp("lossy"),
                "lossless WebP", TestImages.maximalWebp("lossless-alpha"));
        largest.forEach((kind, upload) -> assertThat(step(upload)).as(kind).isEqualTo(1));
        assertThat(step(TestImages.maximalWebp("lossy-alpha"))).isEqualTo(4);
    }

    private static int step(byte[] upload) {
        try (var file = ImagePipelineTest.spool(upload)) {
            var bytes = new ByteSource(file);
            var header = ImageHeader.read(ImageType.of(bytes).orElseThrow(), bytes);
            assertThat(header.pixels()).isEqualTo(25_000_000);
            return DecodePlan.of(header, ImageLimits.standard().memory())
                    .orElseThrow()
                    .step();
        }
    }
}
