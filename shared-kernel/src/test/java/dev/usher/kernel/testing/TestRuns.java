package dev.usher.kernel.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The notes that the modules of one build leave for its last one, under {@code target/test-runs} of the reactor. */
final class TestRuns {
    private static final Pattern MODULE = Pattern.compile("<module>\\s*([^<]+?)\\s*</module>");
    private static final Pattern PARENT = Pattern.compile("(?s)<parent>.*?</parent>");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>\\s*([^<]+?)\\s*</artifactId>");

    /** In the order in which one speaks of them. */
    private static final Comparator<String> USUAL = Comparator.comparingInt((String backend) ->
                    List.of("PostgreSQL", "Redis", "Kafka", "SMTP").indexOf(backend.split(" ", 2)[0]))
            .thenComparing(Comparator.naturalOrder());

    private final Path reactor;
    private final Path module;

    private TestRuns(Path reactor, Path module) {
        this.reactor = reactor;
        this.module = module;
    }

    static TestRuns of(Path module) {
        var reactor = module.toAbsolutePath().normalize();
        while (!Files.isDirectory(reactor.resolve(".mvn")) && reactor.getParent() != null) {
            reactor = reactor.getParent();
        }
        return new TestRuns(reactor, module.toAbsolutePath().normalize());
    }

    /** The module's name, as its pom has it. */
    String module() throws IOException {
        var pom = PARENT.matcher(Files.readString(module.resolve("pom.xml"))).replaceFirst("");
        var name = ARTIFACT.matcher(pom);
        return name.find() ? name.group(1) : module.getFileName().toString();
    }

    boolean isLastModule() throws IOException {
        var last = reactor;
        var modules = MODULE.matcher(Files.readString(reactor.resolve("pom.xml")));
        while (modules.find()) {
            last = reactor.resolve(modules.group(1));
        }
        return last.equals(module);
    }

    void write(Run run) throws IOException {
        var note = new Properties();
        note.setProperty("build", build());
        note.setProperty("finished", "" + run.finished);
        note.setProperty("failed", "" + run.failed);
        note.setProperty("skipped", "" + run.skipped);
        note.setProperty("backends", String.join("\n", run.backends));
        var directory = Files.createDirectories(reactor.resolve("target/test-runs"));
        try (var out = Files.newBufferedWriter(directory.resolve(run.name + ".properties"))) {
            note.store(out, null);
        }
    }

    /** What all modules of this build have noted so far; notes of other builds do not count. */
    Run total() throws IOException {
        var runs = new ArrayList<Run>();
        try (var notes = Files.newDirectoryStream(reactor.resolve("target/test-runs"), "*.properties")) {
            for (var file : notes) {
                var note = new Properties();
                try (var in = Files.newBufferedReader(file)) {
                    note.load(in);
                }
                if (build().equals(note.getProperty("build"))) {
                    runs.add(read(note));
                }
            }
        }
        var backends = new TreeSet<String>();
        runs.forEach(run -> backends.addAll(run.backends));
        return new Run(
                "all " + runs.size() + " modules",
                runs.stream().mapToInt(Run::finished).sum(),
                runs.stream().mapToInt(Run::failed).sum(),
                runs.stream().mapToInt(Run::skipped).sum(),
                backends);
    }

    private static Run read(Properties note) {
        var backends = note.getProperty("backends").lines().filter(line -> !line.isEmpty());
        return new Run(
                "", number(note, "finished"), number(note, "failed"), number(note, "skipped"), backends.toList());
    }

    private static int number(Properties note, String name) {
        return Integer.parseInt(note.getProperty(name));
    }

    private static String build() {
        return System.getProperty("usher.build", "unknown");
    }

    /** What ran in one module, or in all of them. */
    record Run(String name, int finished, int failed, int skipped, Collection<String> backends) {
        @Override
        public String toString() {
            return name
                    + ": " + finished + " tests"
                    + (failed == 0 ? "" : ", " + failed + " FAILED")
                    + (skipped == 0 ? "" : ", " + skipped + " skipped")
                    + (backends.isEmpty()
                            ? ", no backend needed"
                            : " on " + backends.stream().sorted(USUAL).collect(Collectors.joining(", ")));
        }
    }
}
