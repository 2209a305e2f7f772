package dev.usher.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.RouteInventory;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class RouteInventoryTest {
    @Test
    void tells_who_may_call_what() {
        try (var sample = new SampleApp()) {
            var all = RouteInventory.all(sample.context());
            assertThat(all)
                    .containsEntry("GET /v1/secured", "isAuthenticated()")
                    .containsEntry("GET /v1/admin", "admin,super-admin")
                    .containsEntry("GET /v1/undeclared", RouteInventory.NOBODY)
                    .containsEntry("GET /v1/list", "isAnonymous()");
            var rest = new ArrayList<>(RouteInventory.anonymous(sample.context()));
            assertThat(rest).containsAll(RouteInventory.ofKernel());
            rest.removeAll(RouteInventory.ofKernel());
            assertThat(rest).isNotEmpty().allMatch(route -> route.contains(" /v1/"));
            assertThat(rest).doesNotContain("GET /v1/secured", "GET /v1/admin", "GET /v1/undeclared");
        }
    }
}
