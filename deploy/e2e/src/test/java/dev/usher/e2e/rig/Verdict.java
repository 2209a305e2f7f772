package dev.usher.e2e.rig;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What came of a piece of evidence, or of a row. */
record Verdict(State state, String why) {
    /** The worst last. */
    enum State {
        PASSED,
        NOT_RUN,
        FAILED;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    static Verdict passed(String why) {
        return new Verdict(State.PASSED, why);
    }

    static Verdict failed(String why) {
        return new Verdict(State.FAILED, why);
    }

    static Verdict notRun(String why) {
        return new Verdict(State.NOT_RUN, why);
    }

    /** A row is as good as the worst of its evidence. */
    static Verdict all(List<Verdict> verdicts) {
        var worst = verdicts.stream()
                .map(Verdict::state)
                .max(Comparator.naturalOrder())
                .orElse(State.NOT_RUN);
        return new Verdict(
                worst,
                verdicts.stream()
                        .map(one -> (one.state == worst ? "" : one.state + ": ") + one.why)
                        .filter(text -> !text.isBlank())
                        .collect(Collectors.joining(". ")));
    }
}
