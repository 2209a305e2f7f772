package dev.usher.catalog.rbac.application;

import static dev.usher.catalog.rbac.domain.TestServices.ADA;
import static dev.usher.catalog.rbac.domain.TestServices.BOB;
import static dev.usher.catalog.rbac.domain.TestServices.NOW;
import static dev.usher.catalog.rbac.domain.TestServices.describe;
import static dev.usher.catalog.rbac.domain.TestServices.rename;
import static dev.usher.catalog.rbac.domain.TestServices.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.catalog.rbac.application.port.Services;
import dev.usher.catalog.rbac.domain.Audit;
import dev.usher.catalog.rbac.domain.ServiceText;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MaintainServicesTest {
    private final InMemoryServices services = new InMemoryServices();
    private final Clock clock = Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC);
    private final AddService add = new AddService(services, clock);
    private final EditService edit = new EditService(services, clock);

    @Test
    void a_service_is_added_in_the_name_of_its_maker_at_the_time_of_the_clock() {
        assertThat(add.addService(ServiceText.of("billing", null), BOB))
                .isInstanceOfSatisfying(AddService.Result.Added.class, added -> {
                    assertThat(added.service().audit())
                            .isEqualTo(new Audit(clock.instant(), clock.instant(), BOB, BOB));
                    assertThat(services.find(added.service().id())).contains(added.service());
                });
    }

    @Test
    void a_taken_name_is_refused() {
        services.add(service("Billing", null));

        assertThat(add.addService(ServiceText.of("billing", null), BOB)).isEqualTo(new AddService.Result.NameTaken());
    }

    @Test
    void an_edit_is_its_authors_work_at_the_time_of_the_clock() {
        var billing = service("billing", null);
        services.add(billing);

        assertThat(edit.editService(billing.id(), version -> version == 1, describe("Invoices."), BOB))
                .isInstanceOfSatisfying(
                        Services.Edit.Done.class,
                        done -> assertThat(done.service().audit())
                                .isEqualTo(new Audit(NOW, clock.instant(), ADA, BOB)));
    }

    @Test
    void an_edit_may_be_stale_or_meet_a_taken_name() {
        var billing = service("billing", null);
        services.add(billing);
        services.add(service("search", null));

        assertThat(edit.editService(billing.id(), version -> version == 2, describe("x"), BOB))
                .isEqualTo(new Services.Edit.Stale());
        assertThat(edit.editService(billing.id(), version -> true, rename("SEARCH"), BOB))
                .isEqualTo(new Services.Edit.NameTaken());
    }
}
