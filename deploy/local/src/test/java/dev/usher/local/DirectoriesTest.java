package dev.usher.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoriesTest {
    @TempDir
    Path directory;

    private Options options(String state, Optional<Path> data) {
        return new Options(false, false, 1, 8080, data, directory.resolve(state));
    }

    @Test
    void data_begin_empty_unless_they_are_to_be_kept() throws IOException {
        var old = Files.createDirectories(directory.resolve("fresh/data/postgres"));
        Directories.of(options("fresh", Optional.empty()));
        assertThat(old).doesNotExist();

        var kept = Files.createDirectories(directory.resolve("kept/postgres"));
        var directories = Directories.of(options("keeping", Optional.of(directory.resolve("kept"))));
        assertThat(kept).exists();
        assertThat(directories.data()).isEqualTo(directory.resolve("kept"));
        assertThat(directories.logs())
                .isEqualTo(directory.resolve("keeping/logs"))
                .isEmptyDirectory();
    }

    @Test
    void two_platforms_share_neither_state_nor_data() throws IOException {
        var data = Optional.of(directory.resolve("data"));
        Directories.of(options("one", data));
        System.gc();
        assertThatThrownBy(() -> Directories.of(options("one", Optional.empty())))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Another Usher platform is running in " + directory.resolve("one"))
                .hasMessageContaining("--state");
        assertThatThrownBy(() -> Directories.of(options("two", data)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("--data");
    }
}
