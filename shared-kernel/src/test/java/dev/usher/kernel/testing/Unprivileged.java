package dev.usher.kernel.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PostgreSQL refuses to run as root, so root gives the privilege away first. For anybody else this does nothing. */
final class Unprivileged {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final int NOBODY = 65534;

    private static @Nullable Boolean namespaces;

    private Unprivileged() {}

    /**
     * What to put before a command. In a user namespace of its own the process still owns root's files; where none may
     * be made (most containers) it becomes nobody.
     */
    static List<String> command() throws IOException {
        if (!ROOT) {
            return List.of();
        }
        return namespaces()
                ? List.of("unshare", "--user")
                : List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    }

    /** Lets the unprivileged process, and it alone, use the file. */
    static void own(Path path) throws IOException {
        if (ROOT && !namespaces()) {
            Files.setAttribute(path, "unix:uid", NOBODY);
            Files.setAttribute(path, "unix:gid", NOBODY);
        }
        if (Files.isDirectory(path)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static synchronized boolean namespaces() throws IOException {
        if (namespaces == null) {
            try {
                namespaces = new ProcessBuilder("unshare", "--user", "true")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        return namespaces;
    }
}
