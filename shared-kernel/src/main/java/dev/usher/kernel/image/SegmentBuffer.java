package dev.usher.kernel.image;

import java.awt.image.DataBuffer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Memory outside the heap, as the JDK's decoders and encoders want it. */
final class SegmentBuffer extends DataBuffer {
    private final MemorySegment memory;

    SegmentBuffer(MemorySegment memory) {
        super(TYPE_BYTE, Math.toIntExact(memory.byteSize()));
        this.memory = memory;
    }

    @Override
    public int getElem(int index) {
        return memory.get(ValueLayout.JAVA_BYTE, index) & 0xff;
    }

    @Override
    public void setElem(int index, int value) {
        memory.set(ValueLayout.JAVA_BYTE, index, (byte) value);
    }

    @Override
    public int getElem(int bank, int index) {
        return getElem(index);
    }

    @Override
    public void setElem(int bank, int index, int value) {
        setElem(index, value);
    }
}
