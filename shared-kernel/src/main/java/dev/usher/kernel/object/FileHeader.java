package dev.usher.kernel.object;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The first {@value #SIZE} bytes of an object's file: one line of text, filled up with spaces.
 *
 * @param length of what follows, in bytes
 */
record FileHeader(String contentType, long length, String etag) {
    static final int SIZE = 128;

    private static final Pattern LINE =
            Pattern.compile("usher-object 1 ([a-z0-9.+-]+/[a-z0-9.+-]+) ([0-9]{1,18}) ([A-Za-z0-9_-]{22}) *\n");

    void write(FileChannel out) throws IOException {
        var line = "usher-object 1 " + contentType + " " + length + " " + etag;
        if (line.length() >= SIZE) {
            throw new IOException("the media type is too long");
        }
        var bytes = ByteBuffer.wrap(
                (line + " ".repeat(SIZE - 1 - line.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** Leaves the channel where the content begins. */
    static FileHeader read(FileChannel in) throws IOException {
        var bytes = ByteBuffer.allocate(SIZE);
        while (bytes.hasRemaining()) {
            if (in.read(bytes) < 0) {
                throw new EOFException("the object's header is cut off");
            }
        }
        var line = LINE.matcher(new String(bytes.array(), StandardCharsets.US_ASCII));
        if (!line.matches()) {
            throw new IOException("the object's header cannot be read");
        }
        var header = new FileHeader(line.group(1), Long.parseLong(line.group(2)), line.group(3));
        if (in.size() != SIZE + header.length) {
            throw new IOException("the object is not as long as its header says");
        }
        return header;
    }
}
