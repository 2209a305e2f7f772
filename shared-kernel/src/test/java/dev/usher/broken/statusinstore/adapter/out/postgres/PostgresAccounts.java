package dev.usher.broken.statusinstore.adapter.out.postgres;

import io.micronaut.http.HttpStatus;

final class PostgresAccounts {
    HttpStatus add() {
        return HttpStatus.CONFLICT;
    }
}
