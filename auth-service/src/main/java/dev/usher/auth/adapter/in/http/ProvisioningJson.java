package dev.usher.auth.adapter.in.http;

import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.TotpSecret;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What an authenticator app needs, in three forms. */
@Schema(name = "TotpProvisioning", description = "A second factor that waits for a code of it. Shown once.")
record ProvisioningJson(
        @Schema(type = "string", description = "160 bits in base32, to be typed")
        SecretText secret,

        @Schema(type = "string", description = "otpauth://totp/…, to be opened")
        SecretText provisioningUri,

        @Schema(type = "string", description = "The same as a QR code, to be scanned: a data: URL of an SVG image")
        SecretText qrCode) {
    private static final String ISSUER = "Usher";

    static ProvisioningJson from(Account account, TotpSecret secret) {
        var uri = "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=6&period=30"
                .formatted(ISSUER, encoded(account.email().given()), secret.reveal(), ISSUER);
        return new ProvisioningJson(
                new SecretText(secret.reveal()), new SecretText(uri), new SecretText(QrImage.dataUrl(uri)));
    }

    private static String encoded(String label) {
        return URLEncoder.encode(label, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
