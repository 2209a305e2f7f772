package dev.usher.catalog.rbac.adapter.out.postgres;

import dev.usher.catalog.CatalogApp;
import dev.usher.catalog.rbac.application.MembersContract;
import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.application.port.Members;

class PostgresMembersTest extends MembersContract {
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
    protected void forgetSuperAdmins() {
        app.execute("delete from member where role_id in (select id from entry where name_key = 'super-admin')");
        app.execute("update entry_revision set had_super_admin = false");
    }
}
