package dev.usher.catalog.rbac.adapter.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.catalog.CatalogApp;
import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.domain.Entry;
import dev.usher.catalog.rbac.domain.Kind;
import dev.usher.kernel.value.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What comes with the platform. */
class SeedsTest {
    private static final String SEEDED = "01936f5a-7c00-7000-8000-";
    private final Entries entries = CatalogApp.running().bean(Entries.class);

    /** By their ids: other tests erase people, and what those made has no maker any more either. */
    private Map<String, Entry> seeded(Kind kind) {
        var filter = new Entries.Filter("", null);
        return entries.list(kind, filter, new PageRequest(0, 100, List.of())).items().stream()
                .filter(entry -> entry.id().toString().startsWith(SEEDED))
                .collect(Collectors.toMap(entry -> entry.content().name().value(), Function.identity()));
    }

    @Test
    void its_services_permissions_and_roles_are_there_and_say_what_they_are() {
        assertThat(seeded(Kind.SERVICE))
                .containsOnlyKeys("auth-service", "profile-service", "catalog-service", "notification-service");
        assertThat(seeded(Kind.ROLE)).containsOnlyKeys("super-admin", "admin", "seller", "customer");
        for (var kind : Kind.values()) {
            assertThat(seeded(kind).values()).allSatisfy(entry -> {
                assertThat(entry.id().version()).isEqualTo(7);
                assertThat(entry.content().name().key())
                        .isEqualTo(entry.content().name().value());
                assertThat(entry.content().description()).hasSizeGreaterThan(20).endsWith(".");
                assertThat(entry.isBuiltIn()).isEqualTo(kind == Kind.ROLE);
            });
        }
    }

    @Test
    void every_permission_covers_a_service_and_a_super_admin_has_them_all() {
        var permissions = seeded(Kind.PERMISSION);

        assertThat(permissions.values())
                .hasSize(13)
                .allSatisfy(
                        permission -> assertThat(permission.content().parts()).isNotEmpty());
        assertThat(parts("super-admin")).containsExactlyInAnyOrderElementsOf(permissions.keySet());
        assertThat(parts("admin"))
                .contains("users:write", "members:write")
                .doesNotContain("access:write", "users:import");
        assertThat(parts("seller")).containsExactlyInAnyOrder("products:read", "products:write-own");
        assertThat(parts("customer"))
                .containsExactlyInAnyOrder("products:read", "profile:read-own", "profile:write-own");
    }

    private List<String> parts(String role) {
        var names = seeded(Kind.PERMISSION).values().stream()
                .collect(Collectors.toMap(
                        Entry::id, permission -> permission.content().name().value()));
        return Objects.requireNonNull(seeded(Kind.ROLE).get(role)).content().parts().stream()
                .map(names::get)
                .toList();
    }
}
