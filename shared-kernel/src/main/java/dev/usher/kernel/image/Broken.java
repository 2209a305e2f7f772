package dev.usher.kernel.image;

/** The file is not what its first bytes promise. */
final class Broken extends RuntimeException {
    Broken(String why) {
        super(why, null, false, false);
    }
}
