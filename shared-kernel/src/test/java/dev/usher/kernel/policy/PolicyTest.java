package dev.usher.kernel.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.policy.PolicyData.Permission;
import dev.usher.kernel.value.Text;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
    private final Policy policy = new Policy();
    private final UUID user = UUID.randomUUID();

    private void role(String name, long version, Permission... permissions) {
        policy.role(name, List.of(permissions), version);
        policy.settle();
    }

    private static Permission on(String name, String... services) {
        return new Permission(name, List.of(services));
    }

    private void has(long version, String... roles) {
        policy.member(user, Set.of(roles), version);
    }

    @ParameterizedTest
    @CsvSource({
        "reader, read, search, true",
        "reader, read, index, false",
        "reader, read, nowhere, false",
        "reader, write, search, false",
        "reader, nothing, search, false",
        "reader, search, search, false",
        "reader, reader, read, false",
        "writer, write, search, true",
        "writer, write, index, true",
        "writer, read, search, false",
        "reader writer, read, search, true",
        "reader writer, write, index, true",
        "reader writer, read, index, false",
        "READER, read, search, true",
        "nobody, read, search, false",
        "idle, idle, search, false"
    })
    void a_role_grants_its_permissions_on_their_services_and_nothing_else(
            String roles, String permission, String service, boolean allowed) {
        role("Reader", 1, on("Read", "Search"));
        role("writer", 2, on("write", "search", "index"));
        role("idle", 3, on("idle"));
        has(1, roles.split(" ", -1));
        assertThat(policy.allows(user, permission, service)).isEqualTo(allowed);
        assertThat(policy.allows(UUID.randomUUID(), permission, service))
                .as("a stranger")
                .isFalse();
    }

    @Test
    void what_changes_holds_and_what_is_taken_is_gone() {
        role("reader", 1, on("read", "search"));
        has(1, "reader");
        assertThat(policy.allows(user, "read", "search")).isTrue();
        role("reader", 2, on("read", "index"));
        assertThat(policy.allows(user, "read", "search")).isFalse();
        assertThat(policy.allows(user, "read", "index")).isTrue();
        has(2);
        assertThat(policy.allows(user, "read", "index")).isFalse();
        assertThat(policy.rolesOf(user).names()).isEmpty();
        has(3, "reader");
        policy.noRole("reader");
        policy.settle();
        assertThat(policy.allows(user, "read", "index")).isFalse();
        assertThat(policy.rolesOf(user).names()).containsExactly("reader");
        policy.noMember(user);
        assertThat(policy.rolesOf(user).names()).isEmpty();
        assertThat(policy.roles()).isEqualTo(0);
        assertThat(policy.members()).isEqualTo(0);
    }

    @Test
    void a_role_may_be_told_after_its_members() {
        has(1, "reader", "later");
        assertThat(policy.allows(user, "read", "search")).isFalse();
        role("later", 1, on("read", "search"));
        assertThat(policy.allows(user, "read", "search")).isTrue();
    }

    @Test
    void what_is_older_than_what_is_known_is_passed_over_and_the_same_once_more_is_not() {
        role("reader", 7, on("read", "search"));
        has(5, "reader");
        role("reader", 6, on("write", "search"));
        has(4, "writer");
        assertThat(policy.allows(user, "read", "search")).isTrue();
        assertThat(policy.allows(user, "write", "search")).isFalse();
        role("reader", 7, on("look", "search"));
        has(5, "reader", "writer");
        assertThat(policy.allows(user, "look", "search")).isTrue();
        assertThat(policy.rolesOf(user).names()).containsExactlyInAnyOrder("reader", "writer");
        policy.noMember(user);
        has(4, "reader");
        assertThat(policy.rolesOf(user).names()).isEmpty();
        has(5, "reader");
        assertThat(policy.rolesOf(user).names()).containsExactly("reader");
    }

    /** Another spelling is another key, which may lie in another partition: its deletion may come late. */
    @Test
    void a_role_whose_spelling_changes_stays_the_same_role() {
        role("Editor", 1, on("edit", "search"));
        has(1, "Editor");
        role("editor", 2, on("edit", "index"));
        assertThat(policy.allows(user, "edit", "index")).isTrue();
        assertThat(policy.allows(user, "edit", "search")).isFalse();
        policy.noRole("Editor");
        policy.settle();
        assertThat(policy.allows(user, "edit", "index")).isTrue();
        has(2, "editor");
        assertThat(policy.allows(user, "edit", "index")).isTrue();
    }

    @Test
    void letters_that_meet_only_in_upper_case_are_one() {
        role("straſſe", 1, on("lesen", "ΣΊΣΥΦΟΣ"));
        has(1, "STRASSE");
        assertThat(policy.allows(user, "lesen", Text.fold("σίσυφος"))).isTrue();
    }

    @Test
    void roles_of_many_are_one_instance() {
        var other = UUID.randomUUID();
        has(1, "a", "b");
        policy.member(other, Set.of("b", "a"), 1);
        assertThat(policy.rolesOf(other)).isSameAs(policy.rolesOf(user));
        has(2, "a");
        policy.noMember(other);
        policy.member(other, Set.of("a", "b"), 1);
        assertThat(policy.rolesOf(other).names()).containsExactlyInAnyOrder("a", "b");
        assertThat(policy.members()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"super-admin, true", "Super-Admin, true", "superadmin, false", "admin, false"})
    void the_owner_is_known_by_name(String role, boolean owner) {
        has(1, "customer", role);
        assertThat(policy.rolesOf(user).isSuperAdmin()).isEqualTo(owner);
    }
}
