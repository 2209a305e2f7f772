package dev.usher.local.dataset;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Random;

/** One picture of a product: its category's shape in its own colours, with its name and number in it. */
final class Picture {
    /** How a product is shown; the pictures of a product are one of each. */
    enum View {
        FRONT(1, 800, 600),
        COLOURS(2, 600, 800),
        DETAIL(3, 800, 600),
        GROUP(4, 720, 720),
        PLAN(5, 960, 480);

        final int number;
        final int width;
        final int height;

        View(int number, int width, int height) {
            this.number = number;
            this.width = width;
            this.height = height;
        }
    }

    private static final int STRIP = 64;
    private static final Color SHADOW = new Color(0, 0, 0, 50);

    private final Product product;
    private final View view;
    private final Palette palette;
    private final Drawing drawing;
    private final Random random;
    private final BufferedImage image;
    private final Graphics2D canvas;

    /** @param seed of the product: its pictures show the same thing */
    private Picture(Product product, Category category, View view, long seed) {
        var own = new Random(seed);
        this.product = product;
        this.view = view;
        this.palette = Palette.of(product.number(), own);
        this.drawing = category.draw(own);
        this.random = new Random(seed + view.number);
        this.image = new BufferedImage(view.width, view.height, BufferedImage.TYPE_INT_RGB);
        this.canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    static BufferedImage of(Product product, Category category, View view, long seed) {
        var picture = new Picture(product, category, view, seed);
        picture.draw();
        picture.canvas.dispose();
        return picture.image;
    }

    private void draw() {
        switch (view) {
            case FRONT -> {
                room();
                thing(0.5, 0.45, 0.4, palette);
            }
            case COLOURS -> {
                stripes();
                thing(0.5, 0.27, 0.2, palette.turned(0.25));
                thing(0.5, 0.7, 0.2, palette.turned(0.55));
            }
            case DETAIL -> {
                room();
                thing(0.2 + 0.6 * random.nextDouble(), 0.1 + 0.6 * random.nextDouble(), 1.1, palette);
            }
            case GROUP -> {
                room();
                thing(0.24, 0.42, 0.2, palette.turned(0.12));
                thing(0.76, 0.42, 0.2, palette.turned(-0.12));
                thing(0.5, 0.6, 0.26, palette);
            }
            case PLAN -> plan();
        }
        caption();
    }

    private void room() {
        var horizon = view.height * (0.62 + 0.12 * random.nextDouble());
        canvas.setPaint(new GradientPaint(0, 0, palette.wall(), 0, (float) horizon, Color.WHITE));
        canvas.fill(new Rectangle2D.Double(0, 0, view.width, horizon));
        canvas.setPaint(new GradientPaint(0, (float) horizon, palette.floor(), 0, view.height, palette.wall()));
        canvas.fill(new Rectangle2D.Double(0, horizon, view.width, view.height - horizon));
    }

    private void stripes() {
        canvas.setColor(palette.wall());
        canvas.fillRect(0, 0, view.width, view.height);
        canvas.setColor(palette.floor());
        var step = 30 + random.nextInt(60);
        for (var x = -view.height; x < view.width; x += 2 * step) {
            canvas.fill(new Polygon(
                    new int[] {x, x + step, x + step + view.height, x + view.height},
                    new int[] {0, 0, view.height, view.height},
                    4));
        }
    }

    /** Centre and half height are shares of the picture. */
    private void thing(double x, double y, double size, Palette colours) {
        var scale = size * view.height / 100;
        var own = (Graphics2D) canvas.create();
        own.translate(x * view.width, y * view.height);
        own.scale(scale, scale);
        own.setColor(SHADOW);
        own.fill(new Ellipse2D.Double(-80, 84, 160, 20));
        drawing.fill(own, colours);
        own.dispose();
    }

    private void plan() {
        canvas.setColor(palette.paper());
        canvas.fillRect(0, 0, view.width, view.height);
        canvas.setColor(palette.grid());
        for (var i = 0; i < view.width; i += 24) {
            canvas.draw(new Line2D.Double(i, 0, i, view.height));
            canvas.draw(new Line2D.Double(0, i, view.width, i));
        }
        var own = (Graphics2D) canvas.create();
        var scale = (0.003 + 0.001 * random.nextDouble()) * view.height;
        own.translate((0.24 + 0.12 * random.nextDouble()) * view.width, 0.44 * view.height);
        own.scale(scale, scale);
        drawing.outline(own, palette.colour(Palette.Ink.LIGHT));
        own.dispose();
        var sample = 24;
        for (var ink : Palette.Ink.values()) {
            canvas.setColor(palette.colour(ink));
            canvas.fillRect(view.width - 64, sample, 64, 76);
            sample += 76;
        }
        canvas.setColor(palette.colour(Palette.Ink.LIGHT));
        var top = 40.0;
        for (var line : new String[] {
            product.category(),
            product.amount() + " " + product.currency(),
            "W " + product.size().width() + " cm",
            "H " + product.size().height() + " cm",
            "D " + product.size().depth() + " cm"
        }) {
            Lettering.draw(canvas, line, 0.6 * view.width, top, 4);
            top += 62;
        }
    }

    /** The number, large; below it the name, as large as it fits; and which picture this is. */
    private void caption() {
        var number = String.format(Locale.ROOT, "%04d", product.number());
        canvas.setColor(palette.colour(Palette.Ink.DARK));
        canvas.fillRect(0, view.height - STRIP, view.width, STRIP);
        canvas.fillRect(0, 0, 24 + Lettering.width(number) * 5, 24 + Lettering.HEIGHT * 5);
        canvas.setColor(Color.WHITE);
        Lettering.draw(canvas, number, 12, 12, 5);
        var which = view.number + "/" + View.values().length;
        var right = view.width - 16 - Lettering.width(which) * 4.0;
        Lettering.draw(canvas, which, right, view.height - STRIP + 18, 4);
        var square = Math.min(4, (right - 48) / Lettering.width(product.name()));
        var top = view.height - STRIP / 2.0 - Lettering.HEIGHT * square / 2;
        Lettering.draw(canvas, product.name(), 16, top, square);
    }
}
