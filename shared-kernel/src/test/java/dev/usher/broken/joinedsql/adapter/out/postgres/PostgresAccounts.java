package dev.usher.broken.joinedsql.adapter.out.postgres;

final class PostgresAccounts {
    String byEmail(String email) {
        return "select id from account where email = '" + email + "'";
    }
}
