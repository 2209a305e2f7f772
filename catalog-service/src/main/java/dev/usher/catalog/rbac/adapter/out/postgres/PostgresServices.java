package dev.usher.catalog.rbac.adapter.out.postgres;

import dev.usher.catalog.rbac.application.port.Services;
import dev.usher.catalog.rbac.domain.Service;
import dev.usher.catalog.rbac.domain.ServiceName;
import dev.usher.kernel.store.Transactions;
import dev.usher.kernel.value.Page;
import dev.usher.kernel.value.PageRequest;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** The services in PostgreSQL. The unique key decides who has a name, a row lock the order of edits. */
@Singleton
final class PostgresServices implements Services {
    private static final String NAME = "service_name";

    private final ServiceRows rows;
    private final JdbcOperations jdbc;
    private final Transactions transactions;

    PostgresServices(ServiceRows rows, JdbcOperations jdbc, Transactions transactions) {
        this.rows = rows;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public boolean add(Service service) {
        var row = ServiceRow.from(service);
        return rows.insertIfFree(
                        row.id(),
                        row.name(),
                        row.nameKey(),
                        row.description(),
                        row.version(),
                        row.createdAt(),
                        row.updatedAt(),
                        row.createdBy(),
                        row.updatedBy())
                == 1;
    }

    @Override
    public Optional<Service> find(UUID id) {
        return rows.find(id).map(ServiceRow::toDomain);
    }

    @Override
    public Page<Service> list(Optional<String> nameContains, PageRequest page) {
        var part = ServiceName.key(nameContains.orElse(""));
        return transactions.read(() -> new Page<>(items(part, page), count(part)));
    }

    private List<Service> items(String part, PageRequest page) {
        return jdbc.prepareStatement(ServiceListQuery.page(page), select -> {
            select.setString(1, part);
            select.setInt(2, page.size());
            select.setLong(3, page.offset());
            try (var rows = jdbc.entityStream(select.executeQuery(), ServiceRow.class)) {
                return rows.map(ServiceRow::toDomain).toList();
            }
        });
    }

    private long count(String part) {
        return jdbc.prepareStatement(ServiceListQuery.COUNT, select -> {
            select.setString(1, part);
            try (var counted = select.executeQuery()) {
                counted.next();
                return counted.getLong(1);
            }
        });
    }

    @Override
    public Edit edit(UUID id, LongPredicate expected, UnaryOperator<Service> edit) {
        try {
            return transactions.write(() -> rows.lock(id)
                    .map(ServiceRow::toDomain)
                    .map(stored ->
                            expected.test(stored.version()) ? store(stored, edit.apply(stored)) : new Edit.Stale())
                    .orElseGet(Edit.Missing::new));
        } catch (DataAccessException failure) {
            if (breaksTheName(failure)) {
                return new Edit.NameTaken();
            }
            throw failure;
        }
    }

    private Edit store(Service before, Service after) {
        if (after.version() != before.version()) {
            rows.update(ServiceRow.from(after));
        }
        return new Edit.Done(after);
    }

    @Override
    public Removal remove(UUID id, LongPredicate expected) {
        return transactions.write(() -> rows.lock(id)
                .map(stored -> expected.test(stored.version()) ? remove(id) : Removal.STALE)
                .orElse(Removal.MISSING));
    }

    private Removal remove(UUID id) {
        rows.remove(id);
        return Removal.DONE;
    }

    private static boolean breaksTheName(DataAccessException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException refused && refused.getServerErrorMessage() != null) {
                return NAME.equals(refused.getServerErrorMessage().getConstraint());
            }
        }
        return false;
    }
}
