package dev.usher.kernel.image;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kinds of pictures that are taken, told apart by their content. */
public enum ImageType {
    PNG("image/png"),
    JPEG("image/jpeg"),
    WEBP("image/webp");

    private final String mediaType;

    ImageType(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** By the first bytes; empty for anything else. */
    static Optional<ImageType> of(ByteSource bytes) {
        if (bytes.matches(0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return Optional.of(PNG);
        }
        if (bytes.matches(0, 0xff, 0xd8, 0xff)) {
            return Optional.of(JPEG);
        }
        if (bytes.matches(0, 'R', 'I', 'F', 'F') && bytes.matches(8, 'W', 'E', 'B', 'P')) {
            return Optional.of(WEBP);
        }
        return Optional.empty();
    }

    /**
     * Whether a client's own statements fit. It need not make any: {@code application/octet-stream} says nothing, and
     * neither does a name without an extension.
     */
    boolean agreesWith(@Nullable String declaredType, @Nullable String fileName) {
        return agreesWithType(declaredType) && agreesWithName(fileName);
    }

    private boolean agreesWithType(@Nullable String declaredType) {
        if (declaredType == null) {
            return true;
        }
        var bare = declaredType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return bare.equals("application/octet-stream")
                || bare.equals(mediaType)
                || (this == JPEG && bare.equals("image/jpg"));
    }

    private boolean agreesWithName(@Nullable String fileName) {
        var dot = fileName == null ? -1 : fileName.lastIndexOf('.');
        return fileName == null
                || dot < 0
                || extensions().contains(fileName.substring(dot + 1).strip().toLowerCase(Locale.ROOT));
    }

    private Set<String> extensions() {
        return switch (this) {
            case PNG -> Set.of("png");
            case JPEG -> Set.of("jpg", "jpeg", "jpe", "jfif");
            case WEBP -> Set.of("webp");
        };
    }
}
