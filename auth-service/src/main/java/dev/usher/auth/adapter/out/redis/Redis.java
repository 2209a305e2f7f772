package dev.usher.auth.adapter.out.redis;

import dev.usher.auth.AuthSettings;
import dev.usher.kernel.problem.Unavailable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * A pool of connections to Redis with the limits of promises T-3. Connects when first used, so that the service starts
 * without it. Every failure is {@link Unavailable}: also an error that Redis answers (full, read-only, loading), since
 * none of them is the client's fault.
 */
@Singleton
final class Redis {
    private static final int CONNECT_MS = 300;
    private static final int ANSWER_MS = 250;
    private static final Duration POOL_WAIT = Duration.ofMillis(200);
    private static final int CONNECTIONS = 32;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final RedisClient client;

    Redis(AuthSettings settings) {
        var url = URI.create(settings.redisUrl());
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        pool.setMaxWait(POOL_WAIT);
        this.client = RedisClient.builder()
                .hostAndPort(JedisURIHelper.getHostAndPort(url))
                .clientConfig(connection(url))
                .poolConfig(pool)
                .build();
    }

    private static JedisClientConfig connection(URI url) {
        var limits = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(CONNECT_MS)
                .socketTimeoutMillis(ANSWER_MS)
                .user(JedisURIHelper.getUser(url))
                .password(JedisURIHelper.getPassword(url))
                .database(JedisURIHelper.getDBIndex(url));
        return JedisURIHelper.isRedisSSLScheme(url)
                ? limits.sslOptions(SslOptions.defaults()).build()
                : limits.build();
    }

    Object run(Script script, String key, String... arguments) {
        return run(script, List.of(key), List.of(arguments));
    }

    Object run(Script script, List<String> keys, List<String> arguments) {
        return call(redis -> execute(redis, script, keys, arguments));
    }

    /** For what may not be executed twice: it is not tried again when the connection breaks. */
    Object runOnce(Script script, List<String> keys, List<String> arguments) {
        try {
            return execute(client, script, keys, arguments);
        } catch (JedisException failure) {
            throw unavailable(failure);
        }
    }

    private static Object execute(RedisClient redis, Script script, List<String> keys, List<String> arguments) {
        try {
            return redis.evalsha(script.sha1(), keys, arguments);
        } catch (JedisNoScriptException forgotten) {
            return redis.eval(script.text(), keys, arguments);
        }
    }

    void delete(List<String> keys) {
        call(redis -> redis.del(keys.toArray(String[]::new)));
    }

    /** @param command may be executed twice */
    <T> T call(Function<RedisClient, T> command) {
        try {
            return command.apply(client);
        } catch (JedisConnectionException lost) {
            if (lost.getCause() instanceof SocketTimeoutException) {
                throw unavailable(lost);
            }
            // After a restart of Redis every pooled connection is dead; one request should not meet them one by one.
            client.getPool().clear();
            return again(command);
        } catch (JedisException refused) {
            throw unavailable(refused);
        }
    }

    private <T> T again(Function<RedisClient, T> command) {
        try {
            return command.apply(client);
        } catch (JedisException stillNot) {
            throw unavailable(stillNot);
        }
    }

    private static Unavailable unavailable(JedisException failure) {
        return new Unavailable("Redis does not answer as it should", RETRY_AFTER, failure);
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
