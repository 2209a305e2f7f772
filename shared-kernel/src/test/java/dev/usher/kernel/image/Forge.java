package dev.usher.kernel.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Puts files together that no honest program writes. */
final class Forge {
    static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private Forge() {}

    static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] chunk(String type, byte[] data) {
        var crc = new CRC32();
        crc.update(ascii(type));
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(ascii(type))
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }

    static byte[] ihdr(int width, int height, int depth, int colours, int interlace) {
        return chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) depth)
                        .put((byte) colours)
                        .put((byte) 0)
                        .put((byte) 0)
                        .put((byte) interlace)
                        .array());
    }

    /** A picture of so many pixels in RGB whose data is a few bytes of zeroes. */
    static byte[] pngHeader(int width, int height) {
        return join(
                PNG_SIGNATURE, ihdr(width, height, 8, 2, 0), chunk("IDAT", deflated(1000)), chunk("IEND", new byte[0]));
    }

    /** A JPEG that says so many pixels and has the scan of a tiny one. */
    static byte[] jpegHeader(int width, int height) {
        var jpeg = TestImages.jpeg(16, 16);
        for (var index = 2; index < jpeg.length; index++) {
            if ((jpeg[index] & 0xff) == 0xff && (jpeg[index + 1] & 0xff) == 0xc0) {
                ByteBuffer.wrap(jpeg).putShort(index + 5, (short) height).putShort(index + 7, (short) width);
                return jpeg;
            }
        }
        throw new IllegalStateException("no frame header");
    }

    static byte[] losslessWebpHeader(int width, int height) {
        var webp = TestImages.losslessWebp();
        var bits = width - 1 | (height - 1) << 14;
        ByteBuffer.wrap(webp).putInt(21, Integer.reverseBytes(bits));
        return webp;
    }

    static byte[] deflated(int zeroes) {
        var deflater = new Deflater(9);
        deflater.setInput(new byte[zeroes]);
        deflater.finish();
        var out = new ByteArrayOutputStream();
        var buffer = new byte[8192];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** Inserted behind the first bytes of a PNG, in front of its pixels. */
    static byte[] withChunks(byte[] png, byte[]... chunks) {
        var header = PNG_SIGNATURE.length + 25;
        return join(Arrays.copyOf(png, header), join(chunks), Arrays.copyOfRange(png, header, png.length));
    }

    /** Inserted behind the first two bytes of a JPEG. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
        var segment = ByteBuffer.allocate(4 + data.length)
                .put((byte) 0xff)
                .put((byte) marker)
                .putShort((short) (data.length + 2))
                .put(data)
                .array();
        return join(Arrays.copyOf(jpeg, 2), segment, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** EXIF as a camera writes it: orientation, a serial number and a place. */
    static byte[] exif(int orientation) {
        var text = ascii("SERIAL-4711 N48.137 E11.575\0");
        return join(
                ascii("Exif\0\0"),
                ByteBuffer.allocate(8 + 2 + 2 * 12 + 4)
                        .put(ascii("MM"))
                        .putShort((short) 42)
                        .putInt(8)
                        .putShort((short) 2)
                        .putShort((short) 0x0112)
                        .putShort((short) 3)
                        .putInt(1)
                        .putShort((short) orientation)
                        .putShort((short) 0)
                        .putShort((short) 0x8825)
                        .putShort((short) 2)
                        .putInt(text.length)
                        .putInt(38)
                        .putInt(0)
                        .array(),
                text);
    }

    /** Repeats the last scan of a progressive JPEG. */
    static byte[] withScans(byte[] progressive, int more) {
        var start = 0;
        for (var index = 0; index + 1 < progressive.length; index++) {
            if ((progressive[index] & 0xff) == 0xff && (progressive[index + 1] & 0xff) == 0xda) {
                start = index;
            }
        }
        var out = new ByteArrayOutputStream();
        out.write(progressive, 0, progressive.length - 2);
        for (var count = 0; count < more; count++) {
            out.write(progressive, start, progressive.length - 2 - start);
        }
        out.write(progressive, progressive.length - 2, 2);
        return out.toByteArray();
    }
}
