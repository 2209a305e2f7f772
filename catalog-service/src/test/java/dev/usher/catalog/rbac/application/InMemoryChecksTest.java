package dev.usher.catalog.rbac.application;

import dev.usher.catalog.rbac.application.port.Checks;
import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.application.port.Members;

class InMemoryChecksTest extends ChecksContract {
    private final InMemoryEntries entries = new InMemoryEntries();
    private final InMemoryMembers members = new InMemoryMembers(entries);

    @Override
    protected Entries entries() {
        return entries;
    }

    @Override
    protected Members members() {
        return members;
    }

    @Override
    protected Checks checks() {
        return new InMemoryChecks(entries, members);
    }
}
