package dev.usher.catalog;

import dev.usher.catalog.products.application.ChangeProduct;
import dev.usher.catalog.products.application.ForgetSeller;
import dev.usher.catalog.products.application.ManageImages;
import dev.usher.catalog.products.application.OfferProduct;
import dev.usher.catalog.products.application.port.Products;
import dev.usher.catalog.rbac.application.AddEntry;
import dev.usher.catalog.rbac.application.EditEntry;
import dev.usher.catalog.rbac.application.ForgetPerson;
import dev.usher.catalog.rbac.application.ManageMember;
import dev.usher.catalog.rbac.application.RemoveEntry;
import dev.usher.catalog.rbac.application.WelcomeMember;
import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.application.port.Members;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The composition root: every use case and what it stands on. */
@Factory
final class CatalogWiring {
    @Singleton
    AddEntry addEntry(Entries entries, Clock clock) {
        return new AddEntry(entries, clock);
    }

    @Singleton
    EditEntry editEntry(Entries entries, Clock clock) {
        return new EditEntry(entries, clock);
    }

    @Singleton
    RemoveEntry removeEntry(Entries entries, Clock clock) {
        return new RemoveEntry(entries, clock);
    }

    @Singleton
    ManageMember manageMember(Entries entries, Members members, Clock clock) {
        return new ManageMember(entries, members, clock);
    }

    @Singleton
    WelcomeMember welcomeMember(Members members, CatalogSettings.BootstrapAdmin settings, Clock clock) {
        return new WelcomeMember(members, settings.address(), clock);
    }

    @Singleton
    ForgetPerson forgetPerson(Members members) {
        return new ForgetPerson(members);
    }

    @Singleton
    OfferProduct offerProduct(Products products, Clock clock) {
        return new OfferProduct(products, clock);
    }

    @Singleton
    ChangeProduct changeProduct(Products products, Clock clock) {
        return new ChangeProduct(products, clock);
    }

    @Singleton
    ForgetSeller forgetSeller(Products products, CatalogSettings.Sellers settings) {
        return new ForgetSeller(products, settings.takeTheirProductsWithThem());
    }

    @Singleton
    ManageImages manageImages(Products products, Clock clock) {
        return new ManageImages(products, clock);
    }
}
