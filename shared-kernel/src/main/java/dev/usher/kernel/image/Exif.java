package dev.usher.kernel.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one thing in EXIF that changes what a picture looks like. The rest is left behind. */
final class Exif {
    /** As much of it as is looked at. */
    static final int MOST = 64 * 1024;

    private static final int UPRIGHT = 1;
    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY = 12;

    private Exif() {}

    /** @param tiff from the byte order mark on; what cannot be read counts as upright */
    static int orientation(byte[] tiff) {
        try {
            var data = ByteBuffer.wrap(tiff);
            switch (data.getShort()) {
                case 0x4949 -> data.order(ByteOrder.LITTLE_ENDIAN);
                case 0x4d4d -> data.order(ByteOrder.BIG_ENDIAN);
                default -> {
                    return UPRIGHT;
                }
            }
            return data.getShort() == 42 ? orientation(data, data.getInt()) : UPRIGHT;
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            return UPRIGHT;
        }
    }

    private static int orientation(ByteBuffer data, int directory) {
        var entries = Short.toUnsignedInt(data.getShort(directory));
        for (var index = 0; index < entries; index++) {
            var entry = directory + 2 + index * ENTRY;
            if (Short.toUnsignedInt(data.getShort(entry)) == ORIENTATION) {
                var value = data.getShort(entry + 8);
                var plain = data.getShort(entry + 2) == SHORT && data.getInt(entry + 4) == 1;
                return plain && value >= 1 && value <= 8 ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }
}
