package dev.usher.broken.publicadapter.adapter.out.postgres;

public final class PostgresAccounts {}
