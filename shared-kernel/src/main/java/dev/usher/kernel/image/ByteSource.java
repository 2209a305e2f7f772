package dev.usher.kernel.image;

import java.util.Arrays;

/** Random access to the bytes of a spool, for looking at structure. Beyond the end there is nothing but {@link Broken}. */
final class ByteSource {
    private static final int WINDOW = 16 * 1024;

    private final Spool spool;
    private final long length;
    private final byte[] window = new byte[WINDOW];
    private long start;
    private int filled;

    ByteSource(Spool spool) {
        this.spool = spool;
        this.length = spool.length();
    }

    long length() {
        return length;
    }

    int u8(long position) {
        if (position < start || position >= start + filled) {
            fill(position);
        }
        return window[(int) (position - start)] & 0xff;
    }

    private void fill(long position) {
        if (position < 0 || position >= length) {
            throw new Broken("it is cut off");
        }
        start = position;
        filled = Math.max(spool.read(position, window, 0, WINDOW), 0);
        if (filled == 0) {
            throw new Broken("it is cut off");
        }
    }

    /** Most significant byte first. */
    int u16(long position) {
        return u8(position) << 8 | u8(position + 1);
    }

    long u32(long position) {
        return (long) u16(position) << 16 | u16(position + 2);
    }

    /** Least significant byte first. */
    int u16le(long position) {
        return u8(position) | u8(position + 1) << 8;
    }

    int u24le(long position) {
        return u16le(position) | u8(position + 2) << 16;
    }

    long u32le(long position) {
        return u24le(position) | (long) u8(position + 3) << 24;
    }

    /** False also where there are not so many bytes. */
    boolean matches(long position, int... bytes) {
        if (position + bytes.length > length) {
            return false;
        }
        for (var index = 0; index < bytes.length; index++) {
            if (u8(position + index) != bytes[index]) {
                return false;
            }
        }
        return true;
    }

    boolean matches(long position, String ascii) {
        return matches(position, ascii.chars().toArray());
    }

    /** A part of it, at most so many bytes. */
    byte[] slice(long position, long size, int most) {
        var wanted = Math.clamp(size, 0, most);
        if (position + wanted > length) {
            throw new Broken("it is cut off");
        }
        var bytes = new byte[wanted];
        var count = Math.max(spool.read(position, bytes, 0, wanted), 0);
        return count == wanted ? bytes : Arrays.copyOf(bytes, count);
    }
}
