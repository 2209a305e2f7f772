package dev.usher.local;

import java.nio.file.Path;
import java.util.List;

/** How child JVMs are run. */
final class Jvm {
    /** Quick to start and small: a laptop runs half a dozen of them. */
    static final List<String> FRUGAL = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private Jvm() {}

    /** The java that runs this program. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
