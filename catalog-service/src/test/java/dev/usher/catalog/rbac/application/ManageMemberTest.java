package dev.usher.catalog.rbac.application;

import static dev.usher.catalog.rbac.domain.TestEntries.NOW;
import static dev.usher.catalog.rbac.domain.TestEntries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.catalog.rbac.application.ManageMember.Result;
import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.domain.Kind;
import dev.usher.catalog.rbac.domain.Manager;
import dev.usher.kernel.value.PageRequest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManageMemberTest {
    private final InMemoryEntries entries = new InMemoryEntries();
    private final InMemoryMembers members = new InMemoryMembers(entries);
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final ManageMember manage = new ManageMember(entries, members, clock);
    private final UUID user = UUID.randomUUID();

    ManageMemberTest() {
        entries.add(entry(Kind.ROLE, "editor", null));
    }

    /** the rule is in the use case, not only before it. */
    @ParameterizedTest
    @CsvSource({
        "true, super-admin, DONE",
        "true, admin, DONE",
        "true, editor, DONE",
        "false, super-admin, FORBIDDEN",
        "false, admin, FORBIDDEN",
        "false, customer, DONE",
        "false, editor, DONE"
    })
    void who_may_give_and_take_which_role(boolean isSuperAdmin, String role, Result expected) {
        var manager = new Manager(UUID.randomUUID(), isSuperAdmin);
        var other = UUID.randomUUID();
        var root = new Manager(UUID.randomUUID(), true);
        manage.grant(id(role), other, root);
        manage.grant(id(role), UUID.randomUUID(), root);

        assertThat(manage.grant(id(role), user, manager)).isEqualTo(expected);
        assertThat(has(user, role)).isEqualTo(expected == Result.DONE);
        assertThat(manage.revoke(id(role), other, manager)).isEqualTo(expected);
        assertThat(has(other, role)).isEqualTo(expected != Result.DONE);
    }

    @Test
    void a_grant_is_its_makers_work_at_the_time_of_the_clock() {
        var root = new Manager(UUID.randomUUID(), true);
        manage.grant(id("editor"), user, root);

        var member = members.list(id("editor"), new PageRequest(0, 1, List.of()))
                .items()
                .getFirst();
        assertThat(member.createdBy()).isEqualTo(root.id());
        assertThat(member.createdAt()).isEqualTo(NOW);
    }

    @Test
    void what_cannot_be_is_said() {
        var root = new Manager(user, true);
        manage.grant(id("super-admin"), user, root);
        var gone = UUID.randomUUID();
        members.erase(gone);

        assertThat(manage.grant(UUID.randomUUID(), user, root)).isEqualTo(Result.NO_ROLE);
        assertThat(manage.revoke(UUID.randomUUID(), user, root)).isEqualTo(Result.NO_ROLE);
        assertThat(manage.grant(id("editor"), gone, root)).isEqualTo(Result.ERASED);
        assertThat(manage.revoke(id("super-admin"), user, root)).isEqualTo(Result.LAST_SUPER_ADMIN);
    }

    @Test
    void only_the_configured_address_makes_the_first_super_admin() {
        var welcome = new WelcomeMember(members, Optional.of("Root@example.com"), clock);
        var stranger = UUID.randomUUID();
        welcome.welcome(stranger, "root@example.com.example.com");
        welcome.welcome(user, "root@example.com");

        assertThat(has(stranger, "super-admin")).isFalse();
        assertThat(has(stranger, "customer")).isTrue();
        assertThat(has(user, "super-admin")).isTrue();
    }

    @Test
    void without_an_address_nobody_is_the_first() {
        new WelcomeMember(members, Optional.empty(), clock).welcome(user, "");

        assertThat(has(user, "super-admin")).isFalse();
    }

    private boolean has(UUID user, String role) {
        return members.roles(user, new PageRequest(0, 100, List.of())).items().stream()
                .anyMatch(held -> held.role().value().equals(role));
    }

    private UUID id(String role) {
        return entries
                .list(Kind.ROLE, new Entries.Filter(role, null), new PageRequest(0, 10, List.of()))
                .items()
                .stream()
                .filter(entry -> entry.content().name().value().equals(role))
                .findFirst()
                .orElseThrow()
                .id();
    }
}
