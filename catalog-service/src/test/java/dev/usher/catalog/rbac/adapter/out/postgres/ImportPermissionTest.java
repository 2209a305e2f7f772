package dev.usher.catalog.rbac.adapter.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** The permission that came later, in a database that has lived. */
class ImportPermissionTest {
    private static final String SUPER_ADMIN_HAS = """
            select permission.description from entry role
              join entry_part on whole_id = role.id
              join entry permission on permission.id = part_id
             where role.name_key = 'super-admin' and permission.name_key = 'users:import'""";

    private final Database database = Backends.newDatabase();

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.username(), database.password())
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> texts(String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    @Test
    void the_super_admin_has_it_and_the_roles_are_told_again() throws SQLException {
        migrate("4");
        execute("update entry_revision set published = true");
        migrate("5");
        assertThat(texts(SUPER_ADMIN_HAS)).hasSize(1);
        assertThat(texts("select version from entry where name_key = 'super-admin'"))
                .containsExactly("2");
        assertThat(texts("select published from entry_revision")).containsExactly("f");
    }

    @Test
    void one_that_somebody_made_before_stays_theirs() throws SQLException {
        migrate("4");
        execute("""
                insert into entry (id, kind, name, name_key, description, version, created_at, updated_at)
                values (gen_random_uuid(), 'permission', 'Users:Import', 'users:import', 'Ours.', 3, now(), now())""");
        migrate("5");
        assertThat(texts(SUPER_ADMIN_HAS)).containsExactly("Ours.");
        assertThat(texts("select name || version from entry where name_key = 'users:import'"))
                .containsExactly("Users:Import3");
    }
}
