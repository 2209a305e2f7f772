package dev.usher.kernel.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/** From a file to pixels. Only ever asked for what {@link ImageHeader} has found bearable. */
final class Decoder {
    private final ImageHeader header;
    private final DecodePlan plan;
    private final PixelMemory.Lease memory;
    private final long deadline;

    /** @param deadline as {@link System#nanoTime} counts */
    Decoder(ImageHeader header, DecodePlan plan, PixelMemory.Lease memory, long deadline) {
        this.header = header;
        this.plan = plan;
        this.memory = memory;
        this.deadline = deadline;
    }

    Pixels decode(Spool file) throws IOException {
        var reader = reader(header.type());
        try (var input = new PartsInput(file, header.parts(), deadline)) {
            reader.setInput(input, true, false);
            if (reader.getWidth(0) != header.width() || reader.getHeight(0) != header.height()) {
                throw new Broken("it says two things about its size");
            }
            var bands = directBands(reader);
            return bands == 0 ? converted(reader.read(0, param(reader))) : direct(reader, bands);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(ImageType type) throws IOException {
        return switch (type) {
            case PNG -> ImageIO.getImageReadersByFormatName("png").next();
            case JPEG -> ImageIO.getImageReadersByFormatName("jpeg").next();
            case WEBP -> new WebPImageReaderSpi().createReaderInstance();
        };
    }

    private ImageReadParam param(ImageReader reader) {
        var param = reader.getDefaultReadParam();
        param.setSourceSubsampling(plan.step(), plan.step(), 0, 0);
        return param;
    }

    /** How many bytes a pixel has when the decoder can write straight into our memory; 0 when it cannot. */
    private int directBands(ImageReader reader) throws IOException {
        var wanted = header.alpha() ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR;
        for (var types = reader.getImageTypes(0); types.hasNext(); ) {
            var type = types.next().getBufferedImageType();
            if (type == wanted) {
                return header.alpha() ? 4 : 3;
            }
            if (type == BufferedImage.TYPE_BYTE_GRAY && !header.alpha()) {
                return 1;
            }
        }
        return 0;
    }

    private Pixels direct(ImageReader reader, int bands) throws IOException {
        var pixels = pixels(bands);
        var param = param(reader);
        param.setDestination(pixels.image());
        reader.read(0, param);
        return pixels;
    }

    private Pixels pixels(int bands) {
        var width = Math.ceilDiv(header.width(), plan.step());
        var height = Math.ceilDiv(header.height(), plan.step());
        return Pixels.of(memory.allocate(width * height * bands), width, height, bands);
    }

    private Pixels converted(BufferedImage raw) {
        return raw.getColorModel() instanceof IndexColorModel palette ? painted(raw, palette) : levelled(raw);
    }

    private Pixels painted(BufferedImage raw, IndexColorModel palette) {
        var pixels = pixels(palette.hasAlpha() ? 4 : 3);
        var row = new int[pixels.width()];
        for (var y = 0; y < pixels.height(); y++) {
            raw.getRaster().getSamples(0, y, pixels.width(), 1, 0, row);
            for (var x = 0; x < pixels.width(); x++) {
                put(pixels, x, y, palette.getRGB(row[x]));
            }
        }
        return pixels;
    }

    private static void put(Pixels pixels, int x, int y, int argb) {
        var at = pixels.at(x, y);
        if (pixels.hasAlpha()) {
            pixels.set(at++, argb >>> 24);
        }
        pixels.set(at, argb);
        pixels.set(at + 1, argb >>> 8);
        pixels.set(at + 2, argb >>> 16);
    }

    /** By hand, sample by sample: the JDK's own conversion takes grey for linear light and would make it lighter. */
    private Pixels levelled(BufferedImage raw) {
        var raster = raw.getRaster();
        var samples = raster.getNumBands();
        var shift = raster.getSampleModel().getSampleSize(0) - 8;
        var pixels = pixels(samples == 1 ? 1 : samples == 3 ? 3 : 4);
        var row = new int[pixels.width() * samples];
        for (var y = 0; y < pixels.height(); y++) {
            raster.getPixels(0, y, pixels.width(), 1, row);
            for (var x = 0; x < pixels.width(); x++) {
                level(pixels, pixels.at(x, y), row, x * samples, samples, shift);
            }
        }
        return pixels;
    }

    private static void level(Pixels pixels, int at, int[] row, int from, int samples, int shift) {
        for (var band = 0; band < pixels.bands(); band++) {
            // Stored alpha, blue, green, red; delivered red, green, blue, alpha, or grey and alpha.
            var sample = samples == 2 ? (band == 0 ? 1 : 0) : samples - 1 - band;
            pixels.set(at + band, row[from + sample] >> shift);
        }
    }
}
