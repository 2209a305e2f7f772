package dev.usher.kernel.image;

/**
 * A picture that was drawn here, ready to be stored.
 *
 * @param mediaType {@code image/jpeg} or {@code image/png}
 */
public record Rendition(String mediaType, int width, int height, Spool content) implements AutoCloseable {
    @Override
    public void close() {
        content.close();
    }
}
