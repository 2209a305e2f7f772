package dev.usher.catalog.rbac.adapter.out.postgres;

import dev.usher.catalog.CatalogApp;
import dev.usher.catalog.rbac.application.ChecksContract;
import dev.usher.catalog.rbac.application.port.Checks;
import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.application.port.Members;

class PostgresChecksTest extends ChecksContract {
    private final CatalogApp app = CatalogApp.running();

    @Override
    protected Entries entries() {
        return app.bean(Entries.class);
    }

    @Override
    protected Members members() {
        return app.bean(Members.class);
    }

    @Override
    protected Checks checks() {
        return app.bean(Checks.class);
    }
}
