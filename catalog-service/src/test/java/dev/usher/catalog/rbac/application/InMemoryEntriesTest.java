package dev.usher.catalog.rbac.application;

import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.domain.Kind;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Kind.class)
class InMemoryEntriesTest extends EntriesContract {
    private final InMemoryEntries entries = new InMemoryEntries();

    InMemoryEntriesTest(Kind kind) {
        super(kind);
    }

    @Override
    protected Entries entries() {
        return entries;
    }
}
