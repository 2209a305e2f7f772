package dev.usher.e2e.rig;

import java.util.ArrayList;
import java.util.List;

/**
 * One row of promises §3.5 or §3.6 and what shows that it holds: scenarios on the rig, tests of a module's own suite, or
 * nothing yet, and why.
 */
record Row(String id, String promise, List<Evidence> evidence) {
    /** When a scenario runs. */
    enum Group {
        /** With every change, a few times; often by {@code deploy/e2e/run full}. */
        FAST,
        /** Only by {@code deploy/e2e/run full}. */
        FULL
    }

    /** What a row asks of the rig; fails by exception, says figures by {@link Trial#note}. */
    @FunctionalInterface
    interface Scenario {
        void run(Trial trial) throws Exception;
    }

    sealed interface Evidence {
        /** Runs on a rig of that set-up. */
        record OnRig(Group group, Setup setup, Scenario scenario) implements Evidence {}

        /** A module's own test class, all methods whose name begins with the prefix; the class may be one of several. */
        record InSuite(String module, String testClass, String methods) implements Evidence {}

        /** There is none. */
        record Missing(String why) implements Evidence {}
    }

    Row {
        evidence = List.copyOf(evidence);
    }

    /** A row without evidence; the methods below add some. */
    static Row row(String id, String promise) {
        return new Row(id, promise, List.of());
    }

    /** Runs with every change, on a rig that all such rows share. */
    Row fast(Scenario scenario) {
        return and(new Evidence.OnRig(Group.FAST, Setup.ALL, scenario));
    }

    Row full(Scenario scenario) {
        return full(Setup.ALL, scenario);
    }

    /** On a rig of its own kind. */
    Row full(Setup setup, Scenario scenario) {
        return and(new Evidence.OnRig(Group.FULL, setup, scenario));
    }

    /** All tests of the class. */
    Row inSuite(String module, String testClass) {
        return inSuite(module, testClass, "");
    }

    /** The tests of the class whose names begin so. */
    Row inSuite(String module, String testClass, String methods) {
        return and(new Evidence.InSuite(module, testClass, methods));
    }

    /** Why it cannot be shown here. */
    Row missing(String why) {
        return and(new Evidence.Missing(why));
    }

    /** A row that nobody has a test for yet. */
    boolean isOpen() {
        return evidence.isEmpty();
    }

    private Row and(Evidence more) {
        var all = new ArrayList<>(evidence);
        all.add(more);
        return new Row(id, promise, all);
    }
}
