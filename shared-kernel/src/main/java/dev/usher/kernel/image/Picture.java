package dev.usher.kernel.image;

/** What became of an upload: the picture and its thumbnail, of the same kind. Whoever gets it closes it. */
public record Picture(Rendition full, Rendition thumbnail) implements AutoCloseable {
    @Override
    public void close() {
        try (full;
                thumbnail) {
            // Both, whatever happens to the first.
        }
    }
}
