package dev.usher.broken.adapterknowsadapter.adapter.out.postgres;

/** Public of necessity: the other adapter could not see it otherwise. */
public final class PostgresAccounts {
    public int count() {
        return 0;
    }
}
