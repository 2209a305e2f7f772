package dev.usher.kernel.image;

import dev.usher.kernel.problem.Unavailable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * What a decoder is given to read: some parts of a spool, as if there were nothing between and nothing behind them, and
 * for a limited time.
 */
final class PartsInput extends ImageInputStreamImpl {
    private final Spool spool;
    private final List<ImageHeader.Part> parts;
    /** Where each part begins, as the decoder counts; the last one is the length of all of them. */
    private final long[] starts;

    private final long deadline;
    private final byte[] single = new byte[1];

    PartsInput(Spool spool, List<ImageHeader.Part> parts, long deadline) {
        this.deadline = deadline;
        this.spool = spool;
        this.parts = parts;
        this.starts = new long[parts.size() + 1];
        for (var index = 0; index < parts.size(); index++) {
            starts[index + 1] = starts[index] + parts.get(index).length();
        }
    }

    @Override
    public int read() {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        bitOffset = 0;
        if (System.nanoTime() - deadline > 0) {
            throw new Unavailable("an image takes too long to decode", Duration.ofSeconds(5));
        }
        if (streamPos >= length()) {
            return -1;
        }
        var found = Arrays.binarySearch(starts, streamPos);
        var index = found >= 0 ? found : -found - 2;
        var inside = streamPos - starts[index];
        var part = parts.get(index);
        var wanted = (int) Math.min(length, part.length() - inside);
        var count = spool.read(part.start() + inside, bytes, offset, wanted);
        streamPos += Math.max(count, 0);
        return count;
    }

    @Override
    public long length() {
        return starts[parts.size()];
    }
}
