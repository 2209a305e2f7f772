package dev.usher.catalog.rbac.application;

import static dev.usher.catalog.rbac.domain.Question.Answer.GRANTED;
import static dev.usher.catalog.rbac.domain.Question.Answer.NOT_COVERED;
import static dev.usher.catalog.rbac.domain.Question.Answer.NOT_GRANTED;
import static dev.usher.catalog.rbac.domain.Question.Answer.NO_ROLES;
import static dev.usher.catalog.rbac.domain.TestEntries.ADA;
import static dev.usher.catalog.rbac.domain.TestEntries.NOW;
import static dev.usher.catalog.rbac.domain.TestEntries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.catalog.rbac.application.port.Checks;
import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.application.port.Members;
import dev.usher.catalog.rbac.domain.Entry;
import dev.usher.catalog.rbac.domain.Kind;
import dev.usher.catalog.rbac.domain.Member;
import dev.usher.catalog.rbac.domain.Name;
import dev.usher.catalog.rbac.domain.Question;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Checks} keeps. */
public abstract class ChecksContract {
    private final String tag = UUID.randomUUID().toString();
    private final UUID user = UUID.randomUUID();
    private final Entry search = entry(Kind.SERVICE, tag + " search", null);
    private final Entry index = entry(Kind.SERVICE, tag + " index", null);
    private final Entry read = entry(Kind.PERMISSION, tag + " Read", null, search);
    private final Entry write = entry(Kind.PERMISSION, tag + " write", null, search, index);
    private final Entry reader = entry(Kind.ROLE, tag + " reader", null, read);
    private final Entry writer = entry(Kind.ROLE, tag + " writer", null, write);

    protected abstract Entries entries();

    protected abstract Members members();

    protected abstract Checks checks();

    @BeforeEach
    void add() {
        List.of(search, index, read, write, reader, writer).forEach(entries()::add);
    }

    @Test
    void a_role_grants_its_permissions_on_their_services_and_nothing_else() {
        grant(reader);

        assertThat(ask("read", "search")).isEqualTo(GRANTED);
        assertThat(ask("read", "index")).isEqualTo(NOT_COVERED);
        assertThat(ask("read", "no such service")).isEqualTo(NOT_COVERED);
        assertThat(ask("write", "search")).isEqualTo(NOT_GRANTED);
        assertThat(ask("no such permission", "search")).isEqualTo(NOT_GRANTED);
        assertThat(ask("search", "search")).isEqualTo(NOT_GRANTED);
        assertThat(ask("reader", "read")).isEqualTo(NOT_GRANTED);
    }

    @Test
    void case_does_not_count() {
        grant(reader);

        assertThat(ask("READ", "SEARCH")).isEqualTo(GRANTED);
        assertThat(answer(question((tag + " read").toUpperCase(Locale.ROOT), tag + " search")))
                .isEqualTo(GRANTED);
    }

    @Test
    void who_has_no_roles_may_do_nothing() {
        assertThat(ask("read", "search")).isEqualTo(NO_ROLES);
        grant(reader);
        members().erase(user);
        assertThat(ask("read", "search")).isEqualTo(NO_ROLES);
    }

    @Test
    void roles_add_up_and_what_is_taken_is_gone_at_once() {
        grant(reader);
        grant(writer);
        assertThat(ask("read", "search")).isEqualTo(GRANTED);
        assertThat(ask("write", "index")).isEqualTo(GRANTED);
        // Each role's permission counts with its own services.
        assertThat(ask("read", "index")).isEqualTo(NOT_COVERED);

        members().revoke(writer.id(), user);
        assertThat(ask("write", "index")).isEqualTo(NOT_GRANTED);
        entries().removeEverywhere(Kind.SERVICE, search.id(), version -> true, ADA, NOW);
        assertThat(ask("read", "search")).isEqualTo(NOT_COVERED);
        entries().removeEverywhere(Kind.PERMISSION, read.id(), version -> true, ADA, NOW);
        assertThat(ask("read", "search")).isEqualTo(NOT_GRANTED);
    }

    @Test
    void answers_come_in_the_order_of_the_questions() {
        grant(reader);
        var questions = IntStream.range(0, 1000)
                .mapToObj(i -> i % 3 == 0 ? question(tag + " read", tag + " search") : question("x" + i, "y"))
                .toList();

        var answers = checks().answer(questions);

        assertThat(answers).hasSize(1000);
        for (int i = 0; i < 1000; i++) {
            assertThat(answers.get(i)).isEqualTo(i % 3 == 0 ? GRANTED : NOT_GRANTED);
        }
        assertThat(checks().answer(List.of())).isEmpty();
    }

    private void grant(Entry role) {
        members().grant(new Member(role.id(), user, NOW, ADA));
    }

    private Question.Answer ask(String permission, String service) {
        return answer(question(tag + " " + permission, tag + " " + service));
    }

    private Question.Answer answer(Question question) {
        return checks().answer(List.of(question)).getFirst();
    }

    private Question question(String permission, String service) {
        return new Question(user, new Name(permission), new Name(service));
    }
}
