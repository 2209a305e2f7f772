package dev.usher.auth.domain;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * From where somebody speaks, as the session list shows it.
 *
 * @param ip in its usual text form
 * @param userAgent printable, cut at 256 characters; empty when none was sent
 */
public record Client(String ip, String userAgent) {
    public static final int MAX_USER_AGENT = 256;
    /** From where is not known, or nobody's business any more. */
    public static final Client NOWHERE = new Client("", "");

    public Client {
        var printable = userAgent
                .codePoints()
                .filter(character -> !Character.isISOControl(character)
                        && (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE))
                .limit(MAX_USER_AGENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        userAgent = printable.toString();
    }

    /**
     * What one client has to itself, and can hardly have more of: the address, or the /64 of an IPv6 address (RFC 6177:
     * any of its 2^64 addresses may be the same machine's).
     */
    public String network() {
        var address = InetAddress.ofLiteral(ip);
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        var bytes = address.getAddress();
        Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException sixteenBytesAreAnAddress) {
            throw new IllegalStateException(sixteenBytesAreAnAddress);
        }
    }
}
