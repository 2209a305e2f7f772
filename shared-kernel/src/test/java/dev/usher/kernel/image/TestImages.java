package dev.usher.kernel.image;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/**
 * Pictures drawn for tests. Public: other modules' tests upload them. Unless told otherwise each shows four quarters:
 * red, green, blue and, at the lower right, white or nothing at all.
 */
public final class TestImages {
    private TestImages() {}

    /** Opaque. */
    public static byte[] png(int width, int height) {
        return png(quarters(BufferedImage.TYPE_3BYTE_BGR, width, height));
    }

    /** Its lower right quarter can be seen through. */
    public static byte[] transparentPng(int width, int height) {
        return png(quarters(BufferedImage.TYPE_4BYTE_ABGR, width, height));
    }

    public static byte[] jpeg(int width, int height) {
        return jpeg(quarters(BufferedImage.TYPE_3BYTE_BGR, width, height), false);
    }

    public static byte[] progressiveJpeg(int width, int height) {
        return jpeg(quarters(BufferedImage.TYPE_3BYTE_BGR, width, height), true);
    }

    /** As a camera writes it: turned by a right angle, with its serial number and a place. */
    public static byte[] photograph(int width, int height) {
        return Forge.withSegment(jpeg(width, height), 0xe1, Forge.exif(6));
    }

    /** A PNG that says so many pixels and has next to none. */
    public static byte[] pngHeader(int width, int height) {
        return Forge.pngHeader(width, height);
    }

    /** Files that are small and unfold into hundreds of megabytes, in as many ways as there are. */
    public static List<byte[]> bombs() {
        var zeroes = Forge.deflated(200 * 1024 * 1024);
        return List.of(
                Forge.pngHeader(5000, 5000),
                Forge.pngHeader(30_000, 30_000),
                Forge.losslessWebpHeader(5000, 5000),
                Forge.jpegHeader(5000, 5000),
                Forge.withScans(progressiveJpeg(1000, 1000), 900),
                Forge.join(
                        Forge.PNG_SIGNATURE,
                        Forge.ihdr(10, 10, 8, 2, 0),
                        Forge.chunk("IDAT", zeroes),
                        Forge.chunk("IEND", new byte[0])),
                Forge.withChunks(
                        png(64, 48),
                        Forge.chunk("zTXt", Forge.join(Forge.ascii("Comment\0\0"), zeroes)),
                        Forge.chunk("iCCP", Forge.join(Forge.ascii("icc\0\0"), zeroes))));
    }

    /** 25 megapixels each, of every kind, that do not compress to nothing; under 5 MiB. */
    public static List<byte[]> maximal() {
        return List.of(
                png(busy(BufferedImage.TYPE_4BYTE_ABGR, 5000)),
                jpeg(busy(BufferedImage.TYPE_3BYTE_BGR, 5000), true),
                png(busy(BufferedImage.TYPE_3BYTE_BGR, 5000)),
                jpeg(busy(BufferedImage.TYPE_3BYTE_BGR, 5000), false));
    }

    private static BufferedImage busy(int type, int side) {
        var image = new BufferedImage(side, side, type);
        var graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, new Color(200, 30, 60), side, side, new Color(30, 90, 220)));
        graphics.fillRect(side / 20, side / 20, side, side);
        var random = new Random(1);
        for (var count = 0; count < 300; count++) {
            graphics.setColor(new Color(random.nextInt(), true));
            graphics.fillOval(random.nextInt(side), random.nextInt(side), random.nextInt(600), random.nextInt(600));
        }
        graphics.dispose();
        return image;
    }

    /** 48 × 32, lossy. */
    public static byte[] webp() {
        return Base64.getDecoder()
                .decode(
                        "UklGRnoAAABXRUJQVlA4IG4AAACQBQCdASowACAAPikOhUKhh1QGAKEswBhtqC/APwA1xrgH4AfsV/T+QC7AfrdnfYchjkhwEAD+"
                                + "+U6l/TVi0/Wz8vmWq37Qf/9q3RGOW+BktEf8xdxQNkQjuER9Ppfv7o5//7Ig5ewhaggOQewAAA==");
    }

    /** 48 × 32, lossy with an alpha plane. */
    static byte[] transparentWebp() {
        return Base64.getDecoder()
                .decode(
                        "UklGRqgAAABXRUJQVlA4WAoAAAAQAAAALwAAHwAAQUxQSBYAAAABDzD/ERGCTNom/k3XwPZH9H8CeohlVlA4IGwAAACQBQCdASow"
                                + "ACAAPikOhUKhh1QGAKEswBhtqC/APwA1xrgH4AfsV/T+QC7AfrdnfYchjk9moAD++U6l/TVi0/Wz8vmWq37Qf/9q3RGOW+Bk"
                                + "tEf8xdxQNkQjuER9Ppfvof//F2FYQt5RBT6JIAA=");
    }

    /** 48 × 32. */
    static byte[] losslessWebp() {
        return Base64.getDecoder()
                .decode("UklGRjwAAABXRUJQVlA4TC8AAAAvL8AHAB8gEEjeHzqN+RcQFPwf3fxHZA9ATdtGUEmW5JF8M3eO6P8EFBozEzZmBgA=");
    }

    /** 48 × 32, two frames. */
    public static byte[] animatedWebp() {
        return Base64.getDecoder()
                .decode(
                        "UklGRqIAAABXRUJQVlA4WAoAAAACAAAALwAAHwAAQU5JTQYAAAD/////AABBTk1GSAAAAAAAAAAAAC8AAB8AAGQAAAJWUDhMLwAA"
                                + "AC8vwAcAHyAQSN4fOo35FxAU/B/d/EdkD0BN20ZQSZbkkXwzd47o/wQUGjMTNmYGAEFOTUYmAAAAAAAAAAAALwAAHwAAZAAA"
                                + "AFZQOEwOAAAALy/ABwAHEBH9D0RE/wM=");
    }

    /** 5000 × 5000: {@code lossy}, {@code lossy-alpha} or {@code lossless-alpha}. */
    static byte[] maximalWebp(String kind) {
        try (var in = new GZIPInputStream(
                Objects.requireNonNull(TestImages.class.getResourceAsStream("/image/maximal-" + kind + ".webp.gz")))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BufferedImage quarters(int type, int width, int height) {
        var image = new BufferedImage(width, height, type);
        paint(image.createGraphics(), width, height, image.getColorModel().hasAlpha());
        return image;
    }

    private static void paint(Graphics2D graphics, int width, int height, boolean seeThrough) {
        if (!seeThrough) {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, width, height);
        }
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height / 2);
        graphics.setColor(Color.GREEN);
        graphics.fillRect(width / 2, 0, width - width / 2, height / 2);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(0, height / 2, width / 2, height - height / 2);
        graphics.dispose();
    }

    static byte[] png(BufferedImage image) {
        try {
            var out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] jpeg(BufferedImage image, boolean progressive) {
        var out = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var output = ImageIO.createImageOutputStream(out)) {
            var param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(0.9f);
            if (progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    public static BufferedImage read(byte[] bytes) {
        try {
            return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
