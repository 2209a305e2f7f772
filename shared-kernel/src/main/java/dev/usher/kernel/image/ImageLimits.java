package dev.usher.kernel.image;

import java.time.Duration;

/**
 * What the pipeline takes and what it may cost.
 *
 * @param maxPixels more are refused before anything is decoded
 * @param thumbnailSide the longer side of a thumbnail, in pixels; smaller pictures are not enlarged
 * @param memory for the pixels of all pictures at work together, in bytes, what decoders hold included
 * @param longestWait for memory, before a caller is told to come back later
 * @param longestWork from the beginning until the last byte is decoded, the wait included; after that likewise
 */
public record ImageLimits(long maxPixels, int thumbnailSide, long memory, Duration longestWait, Duration longestWork) {
    private static final long MIB = 1024 * 1024;

    public ImageLimits {
        if (maxPixels < 1 || thumbnailSide < 1 || memory < 16 * MIB || longestWait.isNegative()) {
            throw new IllegalArgumentException("image limits out of range");
        }
    }

    /**
     * 25 megapixels, 320 pixels, 104 MiB, 3 and 4.5 seconds. What does not fit into memory at full size is stored at a
     * half or a quarter of its width and height.
     */
    public static ImageLimits standard() {
        return new ImageLimits(25_000_000, 320, 104 * MIB, Duration.ofSeconds(3), Duration.ofMillis(4500));
    }
}
