package dev.usher.notification.adapter.out.smtp;

import dev.usher.notification.NotificationSettings.Dkim;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.exceptions.FailException;

/**
 * Signs mails for our domain (DKIM, RFC 6376), so that whoever gets one can tell that it is ours and unchanged. The same
 * mail has the same signature at every attempt. Thread-safe.
 */
final class DkimSigning {
    private static final String HEADER = "DKIM-Signature";
    /** Those that a reader sees are named once more than they are there: nobody can add another one unnoticed (§8.15). */
    private static final String SIGNED = "from:from:to:to:subject:subject:date:message-id:auto-submitted:mime-version"
            + ":content-type:content-language";

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    /** RFC 8301 §3.2; DNS has room for twice that. */
    private static final int SHORTEST = 2048;

    private final String template;
    private final PrivateKey key;

    /** @throws ConfigurationException if its file holds no such key */
    DkimSigning(Dkim.Signing settings) {
        template = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=%s; h=%s; bh=; b=;"
                .formatted(settings.domain(), settings.selector(), SIGNED);
        key = read(settings.key());
    }

    private static PrivateKey read(Path file) {
        try {
            var pem = PEM.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            if (pem.find()) {
                var bytes = Base64.getMimeDecoder().decode(pem.group(1));
                var key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
                if (key instanceof RSAPrivateKey rsa && rsa.getModulus().bitLength() >= SHORTEST) {
                    return key;
                }
            }
        } catch (IOException | InvalidKeySpecException | IllegalArgumentException unusable) {
            // Said below: what went wrong may repeat parts of the key.
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
        throw new ConfigurationException(
                "DKIM_KEY_PATH must be a file with an RSA key of 2048 bits or more in PKCS #8 (-----BEGIN PRIVATE KEY-----)");
    }

    void sign(MimeMessage letter) throws MessagingException {
        try {
            var bytes = new ByteArrayOutputStream();
            letter.writeTo(bytes);
            var line = new DKIMSigner(template, key).sign(new ByteArrayInputStream(bytes.toByteArray()));
            var value = line.substring(HEADER.length() + 1).strip();
            letter.setHeader(HEADER, MimeUtility.fold(HEADER.length() + 2, value));
        } catch (IOException | FailException unsigned) {
            throw new IllegalStateException("a mail cannot be signed", unsigned);
        }
    }
}
