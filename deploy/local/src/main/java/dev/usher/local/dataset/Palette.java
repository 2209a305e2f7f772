package dev.usher.local.dataset;

import java.awt.Color;
import java.util.Random;

/** Colours that go together. */
record Palette(float hue, float saturation, float contrast) {
    /** Neighbours in this order are as far apart on the colour circle as they can be. */
    private static final double GOLDEN = 0.618033988749895;

    /** What a part of a drawing is filled with. */
    enum Ink {
        BODY,
        SHADE,
        ACCENT,
        DARK,
        LIGHT
    }

    static Palette of(int number, Random random) {
        return new Palette(
                (float) (number * GOLDEN % 1 + 0.05 * random.nextDouble()),
                0.4f + 0.4f * random.nextFloat(),
                0.3f + 0.35f * random.nextFloat());
    }

    /** The same product in another colour. */
    Palette turned(double by) {
        return new Palette((float) (hue + by), saturation, contrast);
    }

    Color colour(Ink ink) {
        return switch (ink) {
            case BODY -> colour(hue, saturation, 0.82f);
            case SHADE -> colour(hue, saturation, 0.62f);
            case ACCENT -> colour(hue + contrast, 0.75f, 0.88f);
            case DARK -> colour(hue, 0.45f, 0.25f);
            case LIGHT -> colour(hue, 0.1f, 0.97f);
        };
    }

    Color wall() {
        return colour(hue + 0.5f, 0.2f, 0.95f);
    }

    Color floor() {
        return colour(hue + 0.5f, 0.3f, 0.78f);
    }

    /** What a plan is drawn on. */
    Color paper() {
        return colour(hue, 0.7f, 0.36f);
    }

    Color grid() {
        return colour(hue, 0.7f, 0.46f);
    }

    private static Color colour(float hue, float saturation, float brightness) {
        return new Color(Color.HSBtoRGB(hue, saturation, brightness));
    }
}
