package dev.usher.broken.adapterknowsadapter.adapter.in.http;

import dev.usher.broken.adapterknowsadapter.adapter.out.postgres.PostgresAccounts;

final class AccountController {
    int count(PostgresAccounts accounts) {
        return accounts.count();
    }
}
