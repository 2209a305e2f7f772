package dev.usher.local;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The command line.
 *
 * @param replicas processes of each service, 1 to 9
 * @param portBase the gateway's port; services, mailbox on the five after it
 * @param data where data stays between runs; empty for a fresh start each time
 * @param state where {@code platform.json} and the logs go
 */
record Options(boolean demo, boolean products, int replicas, int portBase, Optional<Path> data, Path state) {
    static final int PORTS = 6;

    private static final int DEFAULT_BASE = 8080;

    /**
     * @param defaultState for {@code --state} when it is not given
     * @throws Failure with {@link Failure#USAGE} for anything unknown or out of range
     */
    static Options parse(List<String> arguments, Path defaultState) {
        var rest = new ArrayDeque<String>();
        for (var argument : arguments) {
            var equals = argument.indexOf('=');
            if (argument.startsWith("--") && equals > 0) {
                rest.add(argument.substring(0, equals));
                rest.add(argument.substring(equals + 1));
            } else {
                rest.add(argument);
            }
        }
        var options = new Options(false, false, 1, DEFAULT_BASE, Optional.empty(), defaultState);
        while (!rest.isEmpty()) {
            options = options.with(rest.remove(), rest);
        }
        return options;
    }

    int mailboxPort() {
        return portBase + PORTS - 1;
    }

    private Options with(String name, Deque<String> rest) {
        return switch (name) {
            case "--demo" -> new Options(true, products, replicas, portBase, data, state);
            case "--products" -> new Options(demo, true, replicas, portBase, data, state);
            case "--replicas" -> new Options(demo, products, number(name, rest, 1, 9), portBase, data, state);
            case "--port-base" ->
                new Options(demo, products, replicas, number(name, rest, 1024, 65_536 - PORTS), data, state);
            case "--data" -> new Options(demo, products, replicas, portBase, Optional.of(directory(name, rest)), state);
            case "--state" -> new Options(demo, products, replicas, portBase, data, directory(name, rest));
            default -> throw usage("unknown option: " + name);
        };
    }

    private static int number(String name, Deque<String> rest, int min, int max) {
        var text = value(name, rest);
        try {
            var number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        throw usage("%s takes a number from %d to %d, not \"%s\"".formatted(name, min, max, text));
    }

    private static Path directory(String name, Deque<String> rest) {
        return Path.of(value(name, rest)).toAbsolutePath().normalize();
    }

    private static String value(String name, Deque<String> rest) {
        var value = rest.poll();
        if (value == null || value.isEmpty() || value.startsWith("--")) {
            throw usage(name + " takes a value");
        }
        return value;
    }

    private static Failure usage(String problem) {
        return new Failure(problem + "\nSee deploy/local/up --help.", Failure.USAGE);
    }
}
