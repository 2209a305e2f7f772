package dev.usher.e2e.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.usher.e2e.rig.Row.Evidence.OnRig;
import dev.usher.e2e.rig.Row.Group;
import dev.usher.kernel.testing.Scratch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the rows of {@link Rows} that want the rig, and writes {@code deploy/e2e/target/matrix.md} about all of them.
 * {@code -Drows=F-PG-2,W-9} picks some, {@code -Dseed=} repeats a run.
 */
class MatrixIT {
    private static final Path ROOT =
            Path.of(System.getProperty("usher.root", ".")).toAbsolutePath();
    private static final List<String> PICKED = Arrays.stream(
                    System.getProperty("rows", "").split(","))
            .map(String::strip)
            .filter(id -> !id.isEmpty())
            .toList();
    private static final long SEED = Long.getLong("seed", new Random().nextInt(Integer.MAX_VALUE));
    private static final Matrix MATRIX = new Matrix(Rows.all(), new SuiteReports(ROOT));

    private static @Nullable Rig rig;
    private static @Nullable Setup running;
    private static int rigs;

    @AfterAll
    static void report() {
        discard();
        MATRIX.write(ROOT.resolve("deploy/e2e/target/matrix.md"), SEED);
        System.out.println(MATRIX.report(SEED));
    }

    @Tag("short")
    @TestFactory
    Collection<DynamicTest> fast() {
        return tests(Group.FAST);
    }

    @Tag("full")
    @TestFactory
    Collection<DynamicTest> full() {
        return tests(Group.FULL);
    }

    private record Case(Row row, OnRig evidence) {}

    /** Those of one set-up come one after the other, so that they share a rig. */
    private static Collection<DynamicTest> tests(Group group) {
        var cases = new ArrayList<Case>();
        for (var row : Rows.all()) {
            for (var evidence : row.evidence()) {
                if (evidence instanceof OnRig onRig
                        && onRig.group() == group
                        && (PICKED.isEmpty() || PICKED.contains(row.id()))) {
                    cases.add(new Case(row, onRig));
                }
            }
        }
        var setups =
                cases.stream().map(one -> one.evidence().setup()).distinct().toList();
        cases.sort(Comparator.comparingInt(one -> setups.indexOf(one.evidence().setup())));
        return cases.stream()
                .map(one -> dynamicTest(one.row().id() + " " + one.row().promise(), () -> run(one)))
                .toList();
    }

    private static void run(Case one) throws Exception {
        long began = System.nanoTime();
        try {
            var trial = new Trial(rig(one.evidence().setup()), SEED);
            var seen = trial.rig().ledger().violations().size();
            one.evidence().scenario().run(trial);
            assertThat(trial.rig().ledger().violations().stream().skip(seen))
                    .as("what no fault excuses")
                    .isEmpty();
            trial.rig().heal();
            var seconds = (System.nanoTime() - began) / 1e9;
            record(one, Verdict.passed("rig, %.0f s: %s".formatted(seconds, trial.notes())));
        } catch (Throwable failure) {
            var words = String.valueOf(failure.getMessage()).strip().replaceAll("\\s+", " ");
            var first = words.substring(0, Math.min(300, words.length()));
            record(one, Verdict.failed("rig, seed %d: %s".formatted(SEED, first)));
            // Whatever state it is in: the next row gets a fresh one.
            discard();
            throw failure;
        }
    }

    @BeforeAll
    static void clear() {
        Scratch.delete(ROOT.resolve("deploy/e2e/target/rig"));
    }

    private static void record(Case one, Verdict verdict) {
        MATRIX.record(one.evidence(), verdict);
        System.out.println(one.row().id() + " " + verdict.state() + ", " + verdict.why());
    }

    private static Rig rig(Setup setup) {
        if (rig == null || !setup.equals(running)) {
            discard();
            rig = Rig.start("rig-" + ++rigs, setup);
            running = setup;
        }
        return Objects.requireNonNull(rig);
    }

    private static void discard() {
        if (rig != null) {
            rig.close();
        }
        rig = null;
    }
}
