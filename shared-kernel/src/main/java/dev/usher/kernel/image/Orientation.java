package dev.usher.kernel.image;

/** Turns pictures the right way up, in place: a second copy of a large one would not fit. */
final class Orientation {
    private Orientation() {}

    /** @param orientation as in EXIF: where the first row and the first column of the stored picture belong */
    static Pixels upright(Pixels pixels, int orientation) {
        return switch (orientation) {
            case 2 -> mirrored(pixels);
            case 3 -> flipped(mirrored(pixels));
            case 4 -> flipped(pixels);
            case 5 -> pixels.transposed();
            case 6 -> flipped(pixels).transposed();
            case 7 -> flipped(mirrored(pixels)).transposed();
            case 8 -> mirrored(pixels).transposed();
            default -> pixels;
        };
    }

    /** Left and right change places. */
    private static Pixels mirrored(Pixels pixels) {
        for (var y = 0; y < pixels.height(); y++) {
            for (int left = 0, right = pixels.width() - 1; left < right; left++, right--) {
                swap(pixels, pixels.at(left, y), pixels.at(right, y));
            }
        }
        return pixels;
    }

    /** Top and bottom change places. */
    private static Pixels flipped(Pixels pixels) {
        for (int top = 0, bottom = pixels.height() - 1; top < bottom; top++, bottom--) {
            for (var x = 0; x < pixels.width(); x++) {
                swap(pixels, pixels.at(x, top), pixels.at(x, bottom));
            }
        }
        return pixels;
    }

    private static void swap(Pixels pixels, int one, int other) {
        for (var band = 0; band < pixels.bands(); band++) {
            var kept = pixels.get(one + band);
            pixels.set(one + band, pixels.get(other + band));
            pixels.set(other + band, kept);
        }
    }
}
