package dev.usher.auth;

import dev.usher.auth.application.RefreshSessionContract;
import dev.usher.auth.application.port.AccessTokens;
import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.application.port.RefreshTokens;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.SessionId;
import dev.usher.kernel.testing.Backends;
import java.util.List;
import redis.clients.jedis.RedisClient;

/** The state machine on PostgreSQL and Redis, with the tokens and keys that ship. */
class RefreshOnBackendsTest extends RefreshSessionContract {
    private final AuthApp app = AuthApp.running();
    private final AuthDatabase database = new AuthDatabase(app.database());

    @Override
    protected Accounts accounts() {
        return app.bean(Accounts.class);
    }

    @Override
    protected Sessions sessions() {
        return app.bean(Sessions.class);
    }

    @Override
    protected RefreshFamilies families() {
        return app.bean(RefreshFamilies.class);
    }

    @Override
    protected RefreshTokens refreshTokens() {
        return app.bean(RefreshTokens.class);
    }

    @Override
    protected AccessTokens accessTokens() {
        return app.bean(AccessTokens.class);
    }

    @Override
    protected void disable(AccountId id) {
        database.disable(id);
    }

    @Override
    protected void delete(AccountId id) {
        database.delete(id);
    }

    @Override
    protected List<String> events(AccountId id) {
        return database.events(id);
    }

    @Override
    protected Runnable copy(SessionId session) {
        var key = "usher:auth:session:" + session;
        try (var redis = RedisClient.create(Backends.redisUrl())) {
            var fields = redis.hgetAll(key);
            return () -> restore(key, fields);
        }
    }

    private static void restore(String key, java.util.Map<String, String> fields) {
        try (var redis = RedisClient.create(Backends.redisUrl())) {
            redis.del(key);
            redis.hset(key, fields);
        }
    }
}
