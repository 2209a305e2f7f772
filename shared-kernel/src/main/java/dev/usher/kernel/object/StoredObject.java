package dev.usher.kernel.object;

import java.io.IOException;
import java.io.InputStream;

/**
 * An object as it is read. Whoever gets it closes it.
 *
 * @param contentType as given when it was stored
 * @param length in bytes; the stream yields exactly so many or fails
 * @param etag what {@link ObjectStorage#put} returned
 */
public record StoredObject(String contentType, long length, String etag, InputStream content) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        content.close();
    }
}
