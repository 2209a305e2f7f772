package dev.usher.kernel.image;

import java.util.ArrayList;

/** Walks the chunks of a PNG (ISO/IEC 15948). Only those that carry pixels are left for the decoder. */
final class PngHeader {
    private static final int SIGNATURE = 8;
    private static final int FRAME = 12;
    private static final int HEADER = 13;
    /** The decoder makes a stream of its own for every chunk of pixels. */
    private static final int MOST_CHUNKS = 10_000;

    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int ALPHA = 4;

    private final ByteSource bytes;
    private final ArrayList<ImageHeader.Part> parts = new ArrayList<>();
    private boolean transparent;
    private int dataChunks;
    private int orientation = 1;
    private int frames = 1;

    private PngHeader(ByteSource bytes) {
        this.bytes = bytes;
    }

    static ImageHeader read(ByteSource bytes) {
        return new PngHeader(bytes).read();
    }

    private ImageHeader read() {
        if (bytes.u32(SIGNATURE) != HEADER || !bytes.matches(SIGNATURE + 4, "IHDR")) {
            throw new Broken("its header is missing");
        }
        keep(0, SIGNATURE);
        long position = SIGNATURE;
        while (!bytes.matches(position + 4, "IEND")) {
            var length = bytes.u32(position);
            if (length > Integer.MAX_VALUE || position + FRAME + length > bytes.length()) {
                throw new Broken("it is cut off");
            }
            look(position, length);
            position += FRAME + length;
        }
        keep(position, FRAME);
        if (dataChunks == 0 || position + FRAME > bytes.length()) {
            throw new Broken("it has no pixels");
        }
        return header();
    }

    private void look(long position, long length) {
        if (is(position, "IDAT")) {
            if (++dataChunks > MOST_CHUNKS) {
                throw new Broken("it is in too many pieces");
            }
            keep(position, FRAME + length);
        } else if (is(position, "IHDR") || is(position, "PLTE")) {
            keep(position, FRAME + length);
        } else if (is(position, "tRNS")) {
            transparent = true;
            keep(position, FRAME + length);
        } else if (is(position, "acTL") && length >= 4) {
            frames = (int) Math.min(bytes.u32(position + 8), Integer.MAX_VALUE);
        } else if (is(position, "eXIf")) {
            orientation = Exif.orientation(bytes.slice(position + 8, length, Exif.MOST));
        }
    }

    private boolean is(long position, String type) {
        return bytes.matches(position + 4, type);
    }

    /** Neighbours become one part: a file may consist of very many small chunks. */
    private void keep(long start, long length) {
        var last = parts.isEmpty() ? null : parts.getLast();
        if (last != null && last.start() + last.length() == start) {
            parts.removeLast();
            parts.add(new ImageHeader.Part(last.start(), last.length() + length));
        } else {
            parts.add(new ImageHeader.Part(start, length));
        }
    }

    private ImageHeader header() {
        var width = bytes.u32(SIGNATURE + 8);
        var height = bytes.u32(SIGNATURE + 12);
        if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw new Broken("its size is not allowed in a PNG");
        }
        var colours = bytes.u8(SIGNATURE + 17);
        return new ImageHeader(
                ImageType.PNG,
                (int) width,
                (int) height,
                transparent || (colours & ALPHA) != 0,
                rawBytes(colours, bytes.u8(SIGNATURE + 16)),
                orientation,
                1,
                0,
                frames,
                parts);
    }

    /** Grey, RGB and RGBA of eight bits arrive as we keep them; palettes, grey with alpha and deep colours do not. */
    private int rawBytes(int colours, int depth) {
        var channels = switch (colours) {
            case GREY, PALETTE -> 1;
            case GREY | ALPHA -> 2;
            case RGB -> 3;
            case RGB | ALPHA -> 4;
            default -> throw new Broken("its colour type does not exist");
        };
        var kept = depth == 8 && !transparent && (colours == GREY || channels >= 3);
        return kept ? 0 : channels * (depth == 16 ? 2 : 1) + (transparent ? 1 : 0);
    }
}
