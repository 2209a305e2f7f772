package dev.usher.kernel.image;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Makes pictures smaller: every new pixel is the average of the area it covers, weighted by opacity. */
final class Thumbnail {
    private final Pixels source;
    private final int width;
    private final int height;
    /** One row of sums: for each pixel its bands, colours multiplied by alpha, then the weight. */
    private final double[] sums;

    private final int slots;

    private Thumbnail(Pixels source, int width, int height) {
        this.source = source;
        this.width = width;
        this.height = height;
        this.slots = source.bands() + 1;
        this.sums = new double[width * slots];
    }

    /** Fits into a square of that side; a picture that does already keeps its size. */
    static Pixels of(Pixels source, int side) {
        var scale = Math.min(1.0, (double) side / Math.max(source.width(), source.height()));
        var width = Math.clamp(Math.round(source.width() * scale), 1, side);
        var height = Math.clamp(Math.round(source.height() * scale), 1, side);
        return new Thumbnail(source, width, height).scale();
    }

    private Pixels scale() {
        var memory = MemorySegment.ofArray(new byte[width * height * source.bands()]);
        var result = Pixels.of(memory, width, height, source.bands());
        var step = (double) source.height() / height;
        for (var y = 0; y < height; y++) {
            Arrays.fill(sums, 0);
            var from = y * step;
            var to = Math.min(from + step, source.height());
            for (var row = (int) from; row < to; row++) {
                addRow(row, Math.min(row + 1, to) - Math.max(row, from));
            }
            write(result, y);
        }
        return result;
    }

    private void addRow(int row, double weight) {
        var step = (double) source.width() / width;
        for (var x = 0; x < width; x++) {
            var from = x * step;
            var to = Math.min(from + step, source.width());
            for (var column = (int) from; column < to; column++) {
                add(source.at(column, row), x * slots, weight * (Math.min(column + 1, to) - Math.max(column, from)));
            }
        }
    }

    private void add(int pixel, int sum, double weight) {
        if (source.hasAlpha()) {
            var alpha = source.get(pixel) * weight;
            sums[sum] += alpha;
            for (var band = 1; band < 4; band++) {
                sums[sum + band] += source.get(pixel + band) * alpha;
            }
        } else {
            for (var band = 0; band < source.bands(); band++) {
                sums[sum + band] += source.get(pixel + band) * weight;
            }
        }
        sums[sum + source.bands()] += weight;
    }

    private void write(Pixels result, int y) {
        for (var x = 0; x < width; x++) {
            var pixel = result.at(x, y);
            var sum = x * slots;
            var area = sums[sum + source.bands()];
            for (var band = 0; band < source.bands(); band++) {
                var colour = source.hasAlpha() && band > 0;
                var divisor = colour ? sums[sum] : area;
                result.set(pixel + band, divisor == 0 ? 0 : (int) Math.round(sums[sum + band] / divisor));
            }
        }
    }
}
