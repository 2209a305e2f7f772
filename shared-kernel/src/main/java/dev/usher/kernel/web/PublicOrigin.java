package dev.usher.kernel.web;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where browsers find us.
 *
 * @param publicUrl {@code PUBLIC_URL}: an http or https address; empty when only the requests tell
 */
@ConfigurationProperties("usher.web")
record PublicOrigin(@Bindable(defaultValue = "") String publicUrl) {
    private static final Pattern AUTHORITY =
            Pattern.compile("([a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}])(?::([0-9]{1,5}))?");

    PublicOrigin {
        publicUrl = publicUrl.strip();
        if (!publicUrl.isEmpty() && of(publicUrl).isEmpty()) {
            throw new IllegalArgumentException("PUBLIC_URL must be an http or https address");
        }
    }

    /** Empty when it is not set. */
    Optional<String> origin() {
        return of(publicUrl);
    }

    private static Optional<String> of(String address) {
        try {
            var url = URI.create(address);
            return url.getScheme() == null || url.getRawAuthority() == null
                    ? Optional.empty()
                    : of(url.getScheme(), url.getRawAuthority());
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /** As a browser writes it into the Origin field (RFC 6454 §6.2): lower case, without the port of the scheme. */
    static Optional<String> of(String scheme, String authority) {
        var name = scheme.toLowerCase(Locale.ROOT);
        var parts = AUTHORITY.matcher(authority.toLowerCase(Locale.ROOT));
        if (!(name.equals("http") || name.equals("https")) || !parts.matches()) {
            return Optional.empty();
        }
        var port = parts.group(2);
        var usual = port == null || port.equals(name.equals("http") ? "80" : "443");
        return Optional.of(name + "://" + parts.group(1) + (usual ? "" : ":" + port));
    }
}
