package dev.usher.kernel.image;

import java.io.IOException;
import javax.imageio.stream.ImageOutputStreamImpl;

/** Lets the JDK's encoders write into a spool, which stays open when they are done. */
final class SpoolOutput extends ImageOutputStreamImpl {
    private final Spool spool;
    private final byte[] single = new byte[1];

    SpoolOutput(Spool spool) {
        this.spool = spool;
    }

    @Override
    public void write(int value) throws IOException {
        single[0] = (byte) value;
        write(single, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        flushBits();
        spool.write(streamPos, bytes, offset, length);
        streamPos += length;
    }

    @Override
    public int read() {
        var count = read(single, 0, 1);
        return count < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        bitOffset = 0;
        var count = spool.read(streamPos, bytes, offset, length);
        streamPos += Math.max(count, 0);
        return count;
    }

    @Override
    public long length() {
        return spool.length();
    }
}
