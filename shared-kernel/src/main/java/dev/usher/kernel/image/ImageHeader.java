package dev.usher.kernel.image;

import java.util.List;

/**
 * What a file says of its picture, read without decoding any of it.
 *
 * @param width in pixels, as stored: before {@code orientation} is applied
 * @param alpha whether it may have transparent parts
 * @param rawBytes of a pixel, where the decoder delivers it in a shape that has to be converted; else 0
 * @param orientation as in EXIF, 1 to 8
 * @param passes how often the decoder goes over all pixels
 * @param decoderBytes what the decoder holds beside the pixels it delivers
 * @param frames more than one when it is an animation
 * @param parts the parts of the file that the decoder needs; it never sees the others
 */
record ImageHeader(
        ImageType type,
        int width,
        int height,
        boolean alpha,
        int rawBytes,
        int orientation,
        int passes,
        long decoderBytes,
        int frames,
        List<Part> parts) {
    /** A side that no decoder here can handle. */
    private static final int MAX_SIDE = 65_500;

    /** A stretch of the file, in bytes. */
    record Part(long start, long length) {}

    ImageHeader {
        if (width < 1 || height < 1) {
            throw new Broken("it has no pixels");
        }
        parts = List.copyOf(parts);
    }

    long pixels() {
        return (long) width * height;
    }

    boolean hasTooLongSide() {
        return Math.max(width, height) > MAX_SIDE;
    }

    static ImageHeader read(ImageType type, ByteSource bytes) {
        return switch (type) {
            case PNG -> PngHeader.read(bytes);
            case JPEG -> JpegHeader.read(bytes);
            case WEBP -> WebpHeader.read(bytes);
        };
    }
}
