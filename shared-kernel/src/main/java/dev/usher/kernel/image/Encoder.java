package dev.usher.kernel.image;

import dev.usher.kernel.problem.Unavailable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** From pixels to a fresh file without metadata: PNG where something can be seen through, else JPEG. */
final class Encoder {
    private static final float JPEG_QUALITY = 0.88f;
    /** Deflate's level 4: large pictures are to be done within a second or two. */
    private static final float PNG_QUALITY = 0.6f;

    private Encoder() {}

    static Rendition encode(Pixels pixels, boolean transparent) {
        var type = transparent ? ImageType.PNG : ImageType.JPEG;
        var spool = Spool.create();
        try {
            if (transparent) {
                write("png", PNG_QUALITY, pixels.image(), spool);
            } else {
                write("jpeg", JPEG_QUALITY, pixels.opaqueImage(), spool);
            }
            return new Rendition(type.mediaType(), pixels.width(), pixels.height(), spool);
        } catch (IOException e) {
            spool.close();
            throw new Unavailable("an image cannot be written", e);
        } catch (RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    private static void write(String format, float quality, BufferedImage image, Spool spool) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName(format).next();
        try (var output = new SpoolOutput(spool)) {
            var param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
    }
}
