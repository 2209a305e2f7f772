package dev.usher.kernel.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Forms with files, as browsers send them ({@code multipart/form-data}). */
public final class Form {
    public static final String TYPE = "multipart/form-data; boundary=usher-test";

    private static final String BEGIN = "--usher-test\r\nContent-Disposition: form-data; name=\"file\"";
    private static final String END = "\r\n--usher-test--\r\n";

    private Form() {}

    /** One file in the field {@code file} that says nothing of itself. */
    public static byte[] file(byte[] content) {
        return file(content, null, null);
    }

    /**
     * One file in the field {@code file}.
     *
     * @param name put between quotes as it stands
     */
    public static byte[] file(byte[] content, @Nullable String type, @Nullable String name) {
        return part(
                BEGIN
                        + (name == null ? "" : "; filename=\"" + name + "\"")
                        + (type == null ? "" : "\r\nContent-Type: " + type),
                content);
    }

    /** A part with whatever head. */
    public static byte[] part(String head, byte[] content) {
        var form = new ByteArrayOutputStream();
        form.writeBytes((head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        form.writeBytes(content);
        form.writeBytes(END.getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    /** What stands in front of a file. */
    public static String begin() {
        return BEGIN + "\r\n\r\n";
    }
}
