package dev.usher.catalog.rbac.adapter.out.postgres;

import dev.usher.catalog.CatalogApp;
import dev.usher.catalog.rbac.application.EntriesContract;
import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.domain.Kind;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Kind.class)
class PostgresEntriesTest extends EntriesContract {
    PostgresEntriesTest(Kind kind) {
        super(kind);
    }

    @Override
    protected Entries entries() {
        return CatalogApp.running().bean(Entries.class);
    }
}
