package dev.usher.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The environment, and {@code deploy/local/.env} behind it. An empty value counts as none. */
public final class Variables {
    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");

    private final Map<String, String> values;

    public Variables(Map<String, String> environment, Map<String, String> file) {
        var all = new HashMap<>(file);
        environment.forEach((name, value) -> {
            if (!value.isEmpty()) {
                all.put(name, value);
            }
        });
        values = Map.copyOf(all);
    }

    /** Reads the file where there is one. */
    static Variables of(Map<String, String> environment, Path file) {
        try {
            return new Variables(environment, Files.exists(file) ? read(file) : Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Lines {@code NAME=value}, quoted or not; {@code #} begins a comment line.
     *
     * @throws Failure for a line that is neither
     */
    static Map<String, String> read(Path file) throws IOException {
        var found = new HashMap<String, String>();
        for (var raw : Files.readAllLines(file)) {
            var line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            var pair = LINE.matcher(line);
            if (!pair.matches()) {
                // The line itself may hold a secret.
                throw new Failure(file + ": a line is neither NAME=value nor a comment", Failure.USAGE);
            }
            var value = unquoted(pair.group(2).strip());
            if (!value.isEmpty()) {
                found.put(pair.group(1), value);
            }
        }
        return found;
    }

    private static String unquoted(String value) {
        var quoted = value.length() >= 2
                && (value.startsWith("\"") || value.startsWith("'"))
                && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** All of them, for a child process. */
    Map<String, String> all() {
        return values;
    }

    /** Names only: values may be secrets. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
