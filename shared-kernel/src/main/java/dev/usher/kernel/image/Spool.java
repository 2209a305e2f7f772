package dev.usher.kernel.image;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.usher.kernel.object.Content;
import dev.usher.kernel.problem.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Objects;
import java.util.Optional;

/**
 * Bytes on their way through, on disk rather than on the heap. The file has no name: it is unlinked as soon as it is
 * open, so the system takes it back however the process ends. Throws {@link Unavailable} when there is no room.
 */
public final class Spool implements Content, AutoCloseable {
    private final FileChannel channel;

    private Spool(FileChannel channel) {
        this.channel = channel;
    }

    /** An empty one; its owner closes it. */
    static Spool create() {
        try {
            // Readable by its owner only, as createTempFile makes it.
            var path = Files.createTempFile("usher-", ".spool");
            try {
                return new Spool(FileChannel.open(path, READ, WRITE));
            } finally {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new Unavailable("no room for temporary files", e);
        }
    }

    /**
     * Reads a stream to its end.
     *
     * @return empty when it is longer than the limit; it is then read no further
     * @throws IOException when the stream fails
     */
    public static Optional<Spool> of(InputStream in, long limit) throws IOException {
        var spool = create();
        try {
            var buffer = new byte[16 * 1024];
            long length = 0;
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                length += count;
                if (length > limit) {
                    spool.close();
                    return Optional.empty();
                }
                spool.write(length - count, buffer, 0, count);
            }
            return Optional.of(spool);
        } catch (IOException | RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    /** Writes at a position, as long as there is room. */
    void write(long position, byte[] bytes, int offset, int length) {
        try {
            var left = ByteBuffer.wrap(bytes, offset, length);
            while (left.hasRemaining()) {
                channel.write(left, position + left.position() - offset);
            }
        } catch (IOException e) {
            throw new Unavailable("no room for temporary files", e);
        }
    }

    @Override
    public long length() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw new Unavailable("a temporary file is gone", e);
        }
    }

    /** Streams do not share a position, nor need they be closed. */
    @Override
    public InputStream open() {
        return new Reading();
    }

    /** Reads at a position; -1 at the end. */
    int read(long position, byte[] bytes, int offset, int length) {
        try {
            return channel.read(ByteBuffer.wrap(bytes, offset, length), position);
        } catch (IOException e) {
            throw new Unavailable("a temporary file cannot be read", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new Unavailable("a temporary file cannot be closed", e);
        }
    }

    private final class Reading extends InputStream {
        private long position;

        @Override
        public int read() {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (length == 0) {
                return 0;
            }
            var count = Spool.this.read(position, bytes, offset, length);
            position += Math.max(count, 0);
            return count;
        }
    }
}
