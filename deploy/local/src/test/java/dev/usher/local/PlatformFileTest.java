package dev.usher.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformFileTest {
    @TempDir
    Path directory;

    @Test
    void it_is_replaced_as_a_whole_is_its_owners_alone_and_goes() throws Exception {
        var file = new PlatformFile(directory);
        file.write(Map.of("gateway", "http://127.0.0.1:1"));
        file.write(Map.of("gateway", "http://127.0.0.1:8080"));

        var path = directory.resolve("platform.json");
        assertThat(path).content().contains("\"gateway\" : \"http://127.0.0.1:8080\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        file.remove();
        file.remove();
        assertThat(directory).isEmptyDirectory();
    }
}
