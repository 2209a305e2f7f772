package dev.usher.catalog.rbac.application;

import dev.usher.catalog.rbac.application.port.Checks;
import dev.usher.catalog.rbac.domain.Manager;
import dev.usher.catalog.rbac.domain.Question;
import java.util.List;
import java.util.Optional;

/** Answers whether people may do things: everybody about themselves, administrators about all. */
public final class CheckPermissions {
    private final Checks checks;

    public CheckPermissions(Checks checks) {
        this.checks = checks;
    }

    /** The answers in the order of the questions; empty when one of them is not the asker's to ask. */
    public Optional<List<Question.Answer>> check(List<Question> questions, Manager by) {
        return questions.stream().allMatch(question -> by.maySeeRolesOf(question.user()))
                ? Optional.of(checks.answer(questions))
                : Optional.empty();
    }
}
