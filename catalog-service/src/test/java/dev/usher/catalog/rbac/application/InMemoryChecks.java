package dev.usher.catalog.rbac.application;

import dev.usher.catalog.rbac.application.port.Checks;
import dev.usher.catalog.rbac.domain.Entry;
import dev.usher.catalog.rbac.domain.Kind;
import dev.usher.catalog.rbac.domain.Name;
import dev.usher.catalog.rbac.domain.Question;
import dev.usher.kernel.value.PageRequest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Walks through entries and members in memory. */
final class InMemoryChecks implements Checks {
    private final InMemoryEntries entries;
    private final InMemoryMembers members;

    InMemoryChecks(InMemoryEntries entries, InMemoryMembers members) {
        this.entries = entries;
        this.members = members;
    }

    @Override
    public List<Question.Answer> answer(List<Question> questions) {
        return questions.stream().map(this::answer).toList();
    }

    private Question.Answer answer(Question question) {
        var roles = members.roles(question.user(), new PageRequest(0, 100, List.of())).items().stream()
                .flatMap(held -> entries.find(Kind.ROLE, held.member().role()).stream())
                .toList();
        if (roles.isEmpty()) {
            return Question.Answer.NO_ROLES;
        }
        var permissions = roles.stream()
                .flatMap(role -> named(role, Kind.PERMISSION, question.permission()))
                .toList();
        if (permissions.isEmpty()) {
            return Question.Answer.NOT_GRANTED;
        }
        return permissions.stream()
                        .flatMap(permission -> named(permission, Kind.SERVICE, question.service()))
                        .findAny()
                        .isPresent()
                ? Question.Answer.GRANTED
                : Question.Answer.NOT_COVERED;
    }

    private Stream<Entry> named(Entry whole, Kind kind, Name name) {
        return whole.content().parts().stream()
                .flatMap((UUID part) -> entries.find(kind, part).stream())
                .filter(entry -> entry.content().name().key().equals(name.key()));
    }
}
