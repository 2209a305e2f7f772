package dev.usher.kernel.image;

import java.util.List;

/** Walks the chunks of a WebP (RFC 9649). */
final class WebpHeader {
    private static final int FIRST = 12;
    private static final int CHUNK = 8;
    private static final int ALPHA = 0x10;
    private static final int ANIMATION = 0x02;

    private final ByteSource bytes;
    private final long end;
    private int width;
    private int height;
    private boolean alpha;
    private boolean lossless;
    private boolean pixels;
    private boolean alphaPlane;
    private int orientation = 1;
    private int frames = 1;

    private WebpHeader(ByteSource bytes) {
        this.bytes = bytes;
        this.end = CHUNK + bytes.u32le(4);
    }

    static ImageHeader read(ByteSource bytes) {
        return new WebpHeader(bytes).read();
    }

    private ImageHeader read() {
        if (end > bytes.length()) {
            throw new Broken("it is cut off");
        }
        for (long position = FIRST; position + CHUNK <= end; ) {
            var size = bytes.u32le(position + 4);
            if (position + CHUNK + size > end) {
                throw new Broken("it is cut off");
            }
            look(position, size);
            position += CHUNK + size + (size & 1);
        }
        if (!pixels && frames == 1) {
            throw new Broken("it has no pixels");
        }
        return header();
    }

    private void look(long position, long size) {
        var content = position + CHUNK;
        if (bytes.matches(position, "VP8X") && position == FIRST) {
            alpha = (bytes.u8(content) & ALPHA) != 0;
            frames = (bytes.u8(content) & ANIMATION) != 0 ? 2 : 1;
            size(bytes.u24le(content + 4) + 1, bytes.u24le(content + 7) + 1);
        } else if (bytes.matches(position, "VP8 ")) {
            if (!bytes.matches(content + 3, 0x9d, 0x01, 0x2a)) {
                throw new Broken("its frame is not a picture");
            }
            frame(bytes.u16le(content + 6) & 0x3fff, bytes.u16le(content + 8) & 0x3fff);
        } else if (bytes.matches(position, "VP8L")) {
            lossless(content);
        } else if (bytes.matches(position, "ALPH")) {
            alphaPlane = true;
        } else if (bytes.matches(position, "ANMF")) {
            frames = 2;
        } else if (bytes.matches(position, "EXIF")) {
            orientation = exif(content, size);
        }
    }

    private void lossless(long content) {
        if (bytes.u8(content) != 0x2f) {
            throw new Broken("its frame is not a picture");
        }
        var bits = bytes.u32le(content + 1);
        lossless = true;
        alpha |= (bits >> 28 & 1) != 0;
        frame((int) (bits & 0x3fff) + 1, (int) (bits >> 14 & 0x3fff) + 1);
    }

    private void frame(int frameWidth, int frameHeight) {
        if (pixels) {
            throw new Broken("it has more than one frame");
        }
        pixels = true;
        size(frameWidth, frameHeight);
    }

    /** A frame that is larger than its canvas would need more memory than was reckoned with. */
    private void size(int newWidth, int newHeight) {
        if (width != 0 && (width != newWidth || height != newHeight)) {
            throw new Broken("its frame does not fit its canvas");
        }
        width = newWidth;
        height = newHeight;
    }

    /** Some writers put the JPEG's prefix in front. */
    private int exif(long content, long size) {
        var prefix = bytes.matches(content, 'E', 'x', 'i', 'f', 0, 0) && size >= 6 ? 6 : 0;
        return Exif.orientation(bytes.slice(content + prefix, size - prefix, Exif.MOST));
    }

    private ImageHeader header() {
        return new ImageHeader(
                ImageType.WEBP,
                width,
                height,
                alpha || alphaPlane,
                0,
                orientation,
                1,
                decoderBytes(),
                frames,
                List.of(new ImageHeader.Part(0, end)));
    }

    /** The decoder unpacks an alpha plane into four bytes a pixel before it takes one of them. */
    private long decoderBytes() {
        return !lossless && alphaPlane ? 4L * width * height : 0;
    }
}
