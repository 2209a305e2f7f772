package dev.usher.kernel.image;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How a picture can be decoded within the memory there is.
 *
 * @param step every step-th pixel of every step-th row is taken: 1, 2 or 4
 * @param bytes what that needs at one time
 */
record DecodePlan(int step, long bytes) {
    private static final int[] STEPS = {1, 2, 4};

    /** The finest that fits. */
    static Optional<DecodePlan> of(ImageHeader header, long memory) {
        return IntStream.of(STEPS)
                .mapToObj(step -> new DecodePlan(step, bytes(header, step)))
                .filter(plan -> plan.bytes <= memory)
                .findFirst();
    }

    private static long bytes(ImageHeader header, int step) {
        var taken = (long) Math.ceilDiv(header.width(), step) * Math.ceilDiv(header.height(), step);
        var delivered = taken * (header.alpha() ? 4 : 3);
        var raw = taken * header.rawBytes();
        // This decoder picks pixels only after it has unpacked all of them.
        var unpacked = header.type() == ImageType.WEBP && step > 1 && header.decoderBytes() == 0
                ? header.pixels() * (header.alpha() ? 4 : 3)
                : 0;
        return delivered + raw + unpacked + header.decoderBytes();
    }
}
