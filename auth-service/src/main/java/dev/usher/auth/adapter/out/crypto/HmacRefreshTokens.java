package dev.usher.auth.adapter.out.crypto;

import dev.usher.auth.application.port.RefreshTokens;
import dev.usher.auth.domain.RefreshToken;
import dev.usher.auth.domain.SecretHash;
import dev.usher.auth.domain.SessionId;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;

/**
 * Refresh tokens as base64url of version, session, generation, secret and seal. The seal (HMAC-SHA-256) tells a token
 * that was replaced long ago from one that was made up, without storing every generation: the former ends the session,
 * the latter must not, or guessing would log people out. The successor's secret follows from the secret presented, so
 * that every race and retry yields the same one; it takes both that secret and our key to know it.
 */
@Singleton
final class HmacRefreshTokens implements RefreshTokens {
    private static final byte VERSION = 1;
    private static final int SECRET = 32;
    private static final int BODY = 1 + 16 + 4 + SECRET;
    private static final int SEAL = 32;
    private static final int FIRST = 1;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final SecretKey sealing;
    private final SecretKey succession;
    private final SecureRandom random = new SecureRandom();

    HmacRefreshTokens(Pepper pepper) {
        this.sealing = pepper.derive("usher refresh token seal 1");
        this.succession = pepper.derive("usher refresh token succession 1");
    }

    @Override
    public Issued first(SessionId session) {
        var secret = new byte[SECRET];
        random.nextBytes(secret);
        return issue(session, FIRST, secret);
    }

    @Override
    public Optional<Presented> read(RefreshToken token) {
        return decode(token.reveal()).filter(this::isSealed).map(this::present);
    }

    private static Optional<byte[]> decode(String text) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            // The decoder ignores padding and stray bits; one token has one spelling.
            return bytes.length == BODY + SEAL && TEXT.encodeToString(bytes).equals(text)
                    ? Optional.of(bytes)
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private boolean isSealed(byte[] token) {
        var seal = Pepper.hmac(sealing, Arrays.copyOf(token, BODY));
        return MessageDigest.isEqual(seal, Arrays.copyOfRange(token, BODY, BODY + SEAL)) && token[0] == VERSION;
    }

    private Presented present(byte[] token) {
        var fields = ByteBuffer.wrap(token, 1, BODY - 1);
        var session = new SessionId(new UUID(fields.getLong(), fields.getLong()));
        var generation = fields.getInt();
        var secret = new byte[SECRET];
        fields.get(secret);
        var next = Math.addExact(generation, 1);
        return new Presented(session, generation, hash(secret), issue(session, next, successor(session, next, secret)));
    }

    private byte[] successor(SessionId session, int generation, byte[] secret) {
        return Pepper.hmac(succession, body(session, generation, secret));
    }

    private Issued issue(SessionId session, int generation, byte[] secret) {
        var body = body(session, generation, secret);
        var token = ByteBuffer.allocate(BODY + SEAL).put(body).put(Pepper.hmac(sealing, body));
        return new Issued(session, generation, new RefreshToken(TEXT.encodeToString(token.array())), hash(secret));
    }

    private static byte[] body(SessionId session, int generation, byte[] secret) {
        return ByteBuffer.allocate(BODY)
                .put(VERSION)
                .putLong(session.value().getMostSignificantBits())
                .putLong(session.value().getLeastSignificantBits())
                .putInt(generation)
                .put(secret)
                .array();
    }

    private static SecretHash hash(byte[] secret) {
        try {
            return new SecretHash(
                    TEXT.encodeToString(MessageDigest.getInstance("SHA-256").digest(secret)));
        } catch (NoSuchAlgorithmException everyJdkHasThis) {
            throw new IllegalStateException(everyJdkHasThis);
        }
    }
}
