package dev.usher.kernel.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A picture in memory that somebody else owns: grey, or blue-green-red, or alpha-blue-green-red, a byte each. The
 * strides tell where the next column and the next row are, so that turning it on its side moves nothing.
 */
final class Pixels {
    private final MemorySegment memory;
    private final int width;
    private final int height;
    private final int bands;
    private final int columnStride;
    private final int rowStride;

    private Pixels(MemorySegment memory, int width, int height, int bands, int columnStride, int rowStride) {
        this.memory = memory;
        this.width = width;
        this.height = height;
        this.bands = bands;
        this.columnStride = columnStride;
        this.rowStride = rowStride;
    }

    /** Row after row, nothing between. */
    static Pixels of(MemorySegment memory, int width, int height, int bands) {
        return new Pixels(memory, width, height, bands, bands, width * bands);
    }

    /** Mirrored at the diagonal: columns become rows. */
    Pixels transposed() {
        return new Pixels(memory, height, width, bands, rowStride, columnStride);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** 1, 3 or 4. */
    int bands() {
        return bands;
    }

    /** Where the bytes of a pixel begin. */
    int at(int x, int y) {
        return x * columnStride + y * rowStride;
    }

    /** One of those bytes, 0 to 255. */
    int get(int index) {
        return memory.get(ValueLayout.JAVA_BYTE, index) & 0xff;
    }

    void set(int index, int value) {
        memory.set(ValueLayout.JAVA_BYTE, index, (byte) value);
    }

    boolean hasAlpha() {
        return bands == 4;
    }

    /** Whether any part of it can be seen through. */
    boolean isTransparent() {
        if (bands != 4) {
            return false;
        }
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) {
                if (get(at(x, y)) != 255) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The same memory as the JDK sees it. */
    BufferedImage image() {
        return image(bands);
    }

    /** The same memory without its alpha band. */
    BufferedImage opaqueImage() {
        return image(Math.min(bands, 3));
    }

    private BufferedImage image(int shown) {
        var raster = Raster.createWritableRaster(model(offsets(shown)), buffer(), null);
        var colours = new ComponentColorModel(
                ColorSpace.getInstance(shown == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
                shown == 4,
                false,
                shown == 4 ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                DataBuffer.TYPE_BYTE);
        return new BufferedImage(colours, raster, false, null);
    }

    private DataBuffer buffer() {
        return memory.heapBase().orElse(null) instanceof byte[] array
                ? new DataBufferByte(array, array.length)
                : new SegmentBuffer(memory);
    }

    private int[] offsets(int shown) {
        // Red is the last byte of a pixel, alpha, where there is one, the first.
        return switch (shown) {
            case 1 -> new int[] {0};
            case 3 -> new int[] {bands - 1, bands - 2, bands - 3};
            default -> new int[] {3, 2, 1, 0};
        };
    }

    private ComponentSampleModel model(int[] offsets) {
        return columnStride < rowStride
                ? new PixelInterleavedSampleModel(DataBuffer.TYPE_BYTE, width, height, columnStride, rowStride, offsets)
                : new ComponentSampleModel(DataBuffer.TYPE_BYTE, width, height, columnStride, rowStride, offsets);
    }
}
