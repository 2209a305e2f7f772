package dev.usher.catalog.products.adapter.out.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.catalog.products.application.port.Products.Place;
import dev.usher.kernel.testing.Backends;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.flywaydb.core.Flyway;

/** The tables of products in a database of their own, with as many rows as are wanted; to look at plans and times. */
final class ProductTable implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Of 20 categories and 1000 sellers, with 2000 prices in 3 currencies, names of which there are few or none alike,
     * and one word that a thousandth of them has.
     */
    private static final String FILL = """
            insert into product (id, seller_id, name, description, category, amount, currency, stock, version,
                                 created_at, updated_at, created_by, updated_by)
            select cast(md5('product' || n) as uuid), cast(lpad(to_hex(n % 1000), 32, '0') as uuid),
                   'name ' || substr(md5('name' || n), 1, 5),
                   'made of wood and ' || case n % 1000 when 7 then 'amber' else 'steel' end || ' in workshop ' || n % 97,
                   'category ' || n % 20, abs(hashint8(n) % 2000) / 4.0, (array['EUR', 'USD', 'GBP'])[1 + n % 3], n % 50, 1,
                   timestamptz '2026-01-01' + (hashint8(n * 7) & 2147483647) * interval '1 millisecond',
                   timestamptz '2026-01-01', cast(lpad(to_hex(n % 1000), 32, '0') as uuid), cast(lpad(to_hex(n % 1000), 32, '0') as uuid)
              from generate_series(?, ?) n""";

    private final Connection connection;
    private int rows;

    ProductTable() throws SQLException {
        var database = Backends.newDatabase();
        Flyway.configure().dataSource(database.dataSource()).load().migrate();
        connection = database.dataSource().getConnection();
    }

    /** Adds rows until there are so many; the indexes are made afterwards, which is faster and gives the same ones. */
    void grow(int wanted) throws SQLException {
        var indexes =
                texts("select indexdef from pg_indexes where tablename = 'product' and indexname <> 'product_pkey'");
        for (var name :
                texts("select indexname from pg_indexes where tablename = 'product' and indexname <> 'product_pkey'")) {
            execute("drop index " + name);
        }
        try (var fill = connection.prepareStatement(FILL)) {
            fill.setInt(1, rows + 1);
            fill.setInt(2, wanted);
            fill.executeUpdate();
        }
        rows = wanted;
        execute("set maintenance_work_mem = '256MB'");
        for (var index : indexes) {
            execute(index);
        }
        execute("vacuum analyze product");
        execute("vacuum analyze product_count");
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> texts(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (found.next()) {
                texts.add(found.getString(1));
            }
            return texts;
        }
    }

    static UUID seller(int number) {
        return new UUID(0, number);
    }

    /** Runs the query as the service does, and gives the place of the last row of the page; empty when it has none. */
    Optional<Place> run(ProductListQuery query) throws SQLException {
        try (var statement = connection.prepareStatement(query.sql())) {
            query.bind(statement);
            try (var found = statement.executeQuery()) {
                var last = Optional.<Place>empty();
                var next = Optional.<Place>empty();
                while (found.next()) {
                    last = next;
                    next = Optional.of(place(found));
                }
                // The last row is the first of the page after.
                return last;
            }
        }
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(
                row.getString("name"),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                row.getTimestamp("created_at").toInstant(),
                row.getObject("id", UUID.class));
    }

    long count(ProductListQuery query) throws SQLException {
        try (var statement = connection.prepareStatement(query.sql())) {
            query.bind(statement);
            try (var found = statement.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }

    /** How PostgreSQL answers the query, after it has done so. */
    Plan explain(ProductListQuery query) throws SQLException {
        var explain = "explain (analyze, timing off, summary off, format json) " + query.sql();
        try (var statement = connection.prepareStatement(explain)) {
            query.bind(statement);
            try (var found = statement.executeQuery()) {
                found.next();
                return new Plan(JSON.readTree(found.getString(1)).at("/0/Plan"));
            } catch (JsonProcessingException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** A node of a plan and what is below it. */
    record Plan(JsonNode node) {
        Stream<Plan> all() {
            var below = StreamSupport.stream(node.path("Plans").spliterator(), false);
            return Stream.concat(Stream.of(this), below.flatMap(part -> new Plan(part).all()));
        }

        String type() {
            return node.path("Node Type").asText();
        }

        String index() {
            return node.path("Index Name").asText();
        }

        /** What it gave or threw away, over all its runs. */
        double read() {
            var each = node.path("Actual Rows").asDouble()
                    + node.path("Rows Removed by Filter").asDouble();
            return each * node.path("Actual Loops").asDouble(1);
        }

        /** The most that any part of it read. */
        double most() {
            return all().mapToDouble(Plan::read).max().orElse(0);
        }

        boolean has(String type) {
            return all().anyMatch(part -> part.type().equals(type));
        }

        /** {@code Limit 20 < Index Only Scan product_by_name 5020}. */
        @Override
        public String toString() {
            var below = StreamSupport.stream(node.path("Plans").spliterator(), false)
                    .map(part -> new Plan(part).toString())
                    .collect(Collectors.joining("; "));
            return (type() + " " + index()).strip() + " " + Math.round(read())
                    + (below.isEmpty() ? "" : " (" + below + ")");
        }
    }
}
