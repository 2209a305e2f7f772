package dev.usher.kernel.image;

import java.util.ArrayList;

/** Walks the segments of a JPEG (ITU-T T.81), all scans included. Comments and metadata are not left for the decoder. */
final class JpegHeader {
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DHT = 0xc4;
    private static final int JPG = 0xc8;
    private static final int DAC = 0xcc;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int APP14 = 0xee;
    private static final int COM = 0xfe;
    private static final int BLOCK_BYTES = 64 * 2;

    private final ByteSource bytes;
    private final ArrayList<ImageHeader.Part> parts = new ArrayList<>();
    private long position = 2;
    private long kept;
    private int scans;
    private int orientation = 1;
    private long frame = -1;
    private boolean progressive;

    private JpegHeader(ByteSource bytes) {
        this.bytes = bytes;
    }

    static ImageHeader read(ByteSource bytes) {
        return new JpegHeader(bytes).read();
    }

    private ImageHeader read() {
        for (var marker = nextMarker(); marker != EOI; marker = nextMarker()) {
            if (marker == SOI || isRestart(marker) || marker <= 1) {
                throw new Broken("a marker is out of place");
            }
            var start = position - 2;
            position += Math.max(bytes.u16(position), 2);
            if (marker == SOS) {
                scans++;
                skipScan();
            } else if (isFrame(marker)) {
                frame(marker, start);
            } else if (marker == APP1 && bytes.matches(start + 4, 'E', 'x', 'i', 'f', 0, 0)) {
                orientation = Exif.orientation(bytes.slice(start + 10, position - start - 10, Exif.MOST));
            }
            if (isForNobody(marker)) {
                leaveOut(start);
            }
        }
        leaveOut(position);
        if (frame < 0 || scans == 0) {
            throw new Broken("it has no pixels");
        }
        return header();
    }

    /** The next byte after 0xFF that is a marker; position is then behind it. */
    private int nextMarker() {
        if (bytes.u8(position) != 0xff) {
            throw new Broken("a marker is missing");
        }
        while (bytes.u8(position) == 0xff) {
            position++;
        }
        return bytes.u8(position++);
    }

    /** Entropy-coded data ends at the first marker that is neither stuffing nor a restart. */
    private void skipScan() {
        while (bytes.u8(position) != 0xff || bytes.u8(position + 1) == 0 || isRestart(bytes.u8(position + 1))) {
            position++;
        }
    }

    private void frame(int marker, long start) {
        if (frame >= 0) {
            throw new Broken("it has more than one frame");
        }
        // Baseline, extended and progressive, all Huffman coded: what browsers show.
        if (marker > 0xc2) {
            throw new Broken("its coding is not supported");
        }
        frame = start + 4;
        progressive = marker == 0xc2;
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != DHT && marker != JPG && marker != DAC;
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xd0 && marker <= 0xd7;
    }

    private static boolean isForNobody(int marker) {
        var application = marker >= APP0 && marker <= 0xef;
        return marker == COM || (application && marker != APP0 && marker != APP2 && marker != APP14);
    }

    private void leaveOut(long start) {
        if (start > kept) {
            parts.add(new ImageHeader.Part(kept, start - kept));
        }
        kept = position;
    }

    private ImageHeader header() {
        var precision = bytes.u8(frame);
        var height = bytes.u16(frame + 1);
        var width = bytes.u16(frame + 3);
        var components = bytes.u8(frame + 5);
        if (precision != 8 || (components != 1 && components != 3)) {
            throw new Broken("its colours are not supported: grey or RGB, 8 bits each");
        }
        var buffered = progressive || scans > 1;
        return new ImageHeader(
                ImageType.JPEG,
                width,
                height,
                false,
                0,
                orientation,
                scans,
                buffered ? coefficientBytes(width, height, components) : 0,
                1,
                parts);
    }

    /** A decoder keeps all coefficients of a picture that comes in several scans. */
    private long coefficientBytes(int width, int height, int components) {
        var widest = 1;
        var highest = 1;
        for (var index = 0; index < components; index++) {
            widest = Math.max(widest, across(index));
            highest = Math.max(highest, down(index));
        }
        long total = 0;
        for (var index = 0; index < components; index++) {
            var columns = Math.ceilDiv(Math.ceilDiv(width * across(index), widest), 8);
            var rows = Math.ceilDiv(Math.ceilDiv(height * down(index), highest), 8);
            total += (long) columns * rows * BLOCK_BYTES;
        }
        return total;
    }

    private int across(int component) {
        return bytes.u8(frame + 7 + 3L * component) >> 4;
    }

    private int down(int component) {
        return bytes.u8(frame + 7 + 3L * component) & 15;
    }
}
