package dev.usher.kernel.image;

import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.value.InvalidValue;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Makes a picture that is safe to serve out of a file that is not. What is read is decided by the content alone; what
 * comes out was drawn here, pixel by pixel: no metadata, no trailing bytes, the right way up. Photographs become JPEG,
 * whatever has a transparent part PNG.
 *
 * <p>Refused before anything is decoded: other types, animations, more than {@link ImageLimits#maxPixels}, a name or a
 * declared type that contradicts the content, and JPEGs that would have to be gone over too often. Memory is bounded
 * by {@link ImageLimits#memory} for all callers together; see {@link PixelMemory}.
 */
public final class ImagePipeline {
    /** Of all violations. */
    private static final String FIELD = "file";
    /** For a JPEG in several scans, each of which goes over every pixel: 12 scans of the largest picture. */
    private static final long MAX_PASSED_PIXELS = 300_000_000;

    private static final int MAX_PASSES = 100;

    static {
        // Pictures need no display, and no cache files of the JDK's own.
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
    }

    private final ImageLimits limits;
    private final PixelMemory memory;

    public ImagePipeline(ImageLimits limits) {
        this.limits = limits;
        this.memory = new PixelMemory(limits.longestWait());
    }

    /**
     * @param file stays the caller's to close
     * @param declaredType the media type the client gave, if any
     * @param fileName the name the client gave, if any: only its extension is looked at
     * @throws InvalidValue on field {@code file}, code {@code unsupported_type}, {@code type_mismatch}, {@code broken},
     *     {@code animated}, {@code too_many_pixels} or {@code too_complex}
     * @throws Unavailable when too many are at work, or there is no room for temporary files
     */
    public Picture process(Spool file, @Nullable String declaredType, @Nullable String fileName) {
        var deadline = System.nanoTime() + limits.longestWork().toNanos();
        var bytes = new ByteSource(file);
        var type =
                ImageType.of(bytes).orElseThrow(() -> refused("unsupported_type", "must be a PNG, JPEG or WebP image"));
        if (!type.agreesWith(declaredType, fileName)) {
            throw refused("type_mismatch", "is not of the type that its name or its media type says");
        }
        try {
            var header = ImageHeader.read(type, bytes);
            check(header);
            var plan = DecodePlan.of(header, limits.memory())
                    .orElseThrow(() -> refused("too_complex", "needs too much memory to be decoded"));
            return process(file, header, plan, deadline);
        } catch (Broken broken) {
            throw refused("broken", "is not a picture that can be read: " + broken.getMessage());
        }
    }

    private void check(ImageHeader header) {
        if (header.pixels() > limits.maxPixels() || header.hasTooLongSide()) {
            throw refused("too_many_pixels", "must have at most " + limits.maxPixels() + " pixels");
        }
        if (header.frames() > 1) {
            throw refused("animated", "must be a still picture");
        }
        if (header.passes() > MAX_PASSES || header.passes() * header.pixels() > MAX_PASSED_PIXELS) {
            throw refused("too_complex", "comes in too many scans");
        }
    }

    private Picture process(Spool file, ImageHeader header, DecodePlan plan, long deadline) {
        try (var lease = memory.lease(plan.bytes())) {
            var pixels =
                    Orientation.upright(decode(file, new Decoder(header, plan, lease, deadline)), header.orientation());
            var transparent = pixels.isTransparent();
            var thumbnail = Encoder.encode(Thumbnail.of(pixels, limits.thumbnailSide()), transparent);
            try {
                return new Picture(Encoder.encode(pixels, transparent), thumbnail);
            } catch (RuntimeException e) {
                thumbnail.close();
                throw e;
            }
        }
    }

    /** Decoders meet hostile files: whatever they throw says something about the file, unless it is one of ours. */
    private static Pixels decode(Spool file, Decoder decoder) {
        try {
            return decoder.decode(file);
        } catch (IOException | RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof Unavailable unavailable) {
                    throw unavailable;
                }
                if (cause instanceof VirtualMachineError) {
                    throw new Unavailable("no memory for an image", e);
                }
            }
            throw e instanceof Broken broken ? broken : new Broken("its pixels are damaged");
        }
    }

    private static InvalidValue refused(String code, String message) {
        return new InvalidValue(FIELD, code, message);
    }
}
