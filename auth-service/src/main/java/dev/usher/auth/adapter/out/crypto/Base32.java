package dev.usher.auth.adapter.out.crypto;

import java.io.ByteArrayOutputStream;

/** RFC 4648 §6 without padding, for whole groups of 5 bytes: the JDK has none, and people can copy it. */
final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    static String encode(byte[] bytes) {
        var text = new StringBuilder();
        long group = 0;
        for (var i = 0; i < bytes.length; i++) {
            group = group << Byte.SIZE | (bytes[i] & 0xff);
            if (i % BITS == BITS - 1) {
                for (var shift = BITS * (Byte.SIZE - 1); shift >= 0; shift -= BITS) {
                    text.append(ALPHABET.charAt((int) (group >> shift) & 31));
                }
                group = 0;
            }
        }
        return text.toString();
    }

    static byte[] decode(String text) {
        var bytes = new ByteArrayOutputStream();
        long group = 0;
        for (var i = 0; i < text.length(); i++) {
            group = group << BITS | ALPHABET.indexOf(text.charAt(i));
            if (i % Byte.SIZE == Byte.SIZE - 1) {
                for (var shift = Byte.SIZE * (BITS - 1); shift >= 0; shift -= Byte.SIZE) {
                    bytes.write((int) (group >> shift));
                }
                group = 0;
            }
        }
        return bytes.toByteArray();
    }
}
