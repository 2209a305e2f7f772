package dev.usher.kernel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Ends child processes together with this JVM, even when it is killed and runs no shutdown hook: a shell holds the other
 * end of a pipe, and when the pipe closes it ends whatever is still registered.
 */
public final class ProcessGuard {
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            alive=' '
            while read -r sign pid; do
              case $sign in
                +) alive="$alive$pid " ;;
                -) case $alive in *" $pid "*) alive="${alive%% $pid *} ${alive#* $pid }" ;; esac ;;
              esac
            done
            [ "$alive" = ' ' ] && exit
            # SIGTERM first: a JVM started in the background of a script ignores SIGINT. PostgreSQL ends at once only on SIGINT.
            kill -TERM $alive 2>/dev/null
            kill -INT $alive 2>/dev/null
            sleep 5
            kill -KILL $alive 2>/dev/null
            """;

    private static @Nullable Writer shell;

    private ProcessGuard() {}

    /** From now on the process ends at the latest when this JVM does. */
    public static void watch(Process process) {
        tell("+ " + process.pid());
    }

    /** The process has ended, or may outlive this JVM. */
    public static void release(Process process) {
        tell("- " + process.pid());
    }

    private static synchronized void tell(String line) {
        try {
            if (shell == null) {
                var guard = new ProcessBuilder("sh", "-c", SCRIPT)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                shell = guard.outputWriter(StandardCharsets.US_ASCII);
            }
            shell.write(line + "\n");
            shell.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
