package dev.usher.e2e.rig;

import dev.usher.e2e.rig.Row.Evidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The report: every row, what came of it and why. */
final class Matrix {
    private final List<Row> rows;
    private final SuiteReports suites;
    private final Map<Evidence, Verdict> onRig = new ConcurrentHashMap<>();

    Matrix(List<Row> rows, SuiteReports suites) {
        this.rows = rows;
        this.suites = suites;
    }

    void record(Evidence.OnRig evidence, Verdict verdict) {
        onRig.put(evidence, verdict);
    }

    Verdict verdict(Row row) {
        if (row.isOpen()) {
            return Verdict.notRun("no test yet");
        }
        return Verdict.all(row.evidence().stream().map(this::verdict).toList());
    }

    private Verdict verdict(Evidence evidence) {
        return switch (evidence) {
            case Evidence.OnRig rig ->
                onRig.getOrDefault(
                        rig,
                        Verdict.notRun(
                                switch (rig.group()) {
                                    case FAST -> "rig: deploy/e2e/run";
                                    case FULL -> "rig: deploy/e2e/run full";
                                }));
            case Evidence.InSuite suite -> suites.of(suite);
            case Evidence.Missing(var why) -> Verdict.notRun(why);
        };
    }

    /** Markdown. */
    String report(long seed) {
        var verdicts = new LinkedHashMap<Row, Verdict>();
        rows.forEach(row -> verdicts.put(row, verdict(row)));
        var text = new StringBuilder("# Fault matrix\n\n");
        for (var state : Verdict.State.values()) {
            var count = verdicts.values().stream()
                    .filter(one -> one.state() == state)
                    .count();
            text.append("%s: %d  \n".formatted(state, count));
        }
        text.append("""
                seed: %d

                Rows on the rig run by `deploy/e2e/run`, all of them by `deploy/e2e/run full`; rows of a module's own suite
                are as its last run left them (`./mvnw verify`, and the faults' command in CONTRIBUTING.md).

                """.formatted(seed));
        text.append("| row | promise | result | by |\n|---|---|---|---|\n");
        verdicts.forEach((row, verdict) -> text.append(
                "| %s | %s | %s | %s |\n".formatted(row.id(), row.promise(), verdict.state(), cell(verdict.why()))));
        return text.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ");
    }

    void write(Path file, long seed) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, report(seed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
