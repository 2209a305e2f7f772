package dev.usher.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;

/** {@code platform.json}: where everything is, for programs. It exists exactly while everything is ready. */
final class PlatformFile {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path file;

    PlatformFile(Path state) {
        file = state.resolve("platform.json");
    }

    /** Replaces the file as a whole. Only its owner may read it: it has the databases' passwords. */
    synchronized void write(Map<String, ?> members) {
        try {
            var fresh = file.resolveSibling("platform.json.new");
            Files.deleteIfExists(fresh);
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            try (var channel = Files.newByteChannel(
                    fresh, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
                channel.write(java.nio.ByteBuffer.wrap(JSON.writeValueAsBytes(members)));
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
