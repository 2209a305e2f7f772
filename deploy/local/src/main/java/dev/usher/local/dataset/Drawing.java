package dev.usher.local.dataset;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Shapes on top of each other, between -100 and 100 in both directions. */
final class Drawing {
    private final List<Layer> layers = new ArrayList<>();

    /** One shape and what it is filled with. */
    private record Layer(Shape shape, Palette.Ink ink) {}

    Drawing add(Palette.Ink ink, Shape shape) {
        layers.add(new Layer(shape, ink));
        return this;
    }

    Drawing block(Palette.Ink ink, double left, double top, double right, double bottom, double round) {
        return add(ink, new RoundRectangle2D.Double(left, top, right - left, bottom - top, round, round));
    }

    Drawing disc(Palette.Ink ink, double x, double y, double radius) {
        return add(ink, new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    Drawing ring(Palette.Ink ink, double x, double y, double radius, double thick) {
        return add(ink, pen(thick).createStrokedShape(circle(x, y, radius)));
    }

    Drawing line(Palette.Ink ink, double thick, double x1, double y1, double x2, double y2) {
        return add(ink, pen(thick).createStrokedShape(new Line2D.Double(x1, y1, x2, y2)));
    }

    Drawing arc(Palette.Ink ink, double thick, Rectangle2D frame, double from, double degrees) {
        return add(ink, pen(thick).createStrokedShape(new Arc2D.Double(frame, from, degrees, Arc2D.OPEN)));
    }

    /** @param points x, y, x, y */
    Drawing area(Palette.Ink ink, double... points) {
        var path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (var i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        return add(ink, path);
    }

    /** An ellipse that starts at a point and leans. */
    Drawing leaf(Palette.Ink ink, double x, double y, double length, double width, double degrees) {
        var turn = AffineTransform.getRotateInstance(Math.toRadians(degrees), x, y);
        return add(ink, turn.createTransformedShape(new Ellipse2D.Double(x - width / 2, y - length, width, length)));
    }

    private static Shape circle(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    private static BasicStroke pen(double thick) {
        return new BasicStroke((float) thick, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    void fill(Graphics2D canvas, Palette palette) {
        layers.forEach(layer -> {
            canvas.setColor(palette.colour(layer.ink));
            canvas.fill(layer.shape);
        });
    }

    /** Only the edges, as on a plan. */
    void outline(Graphics2D canvas, Color colour) {
        canvas.setColor(colour);
        canvas.setStroke(pen(1.2));
        layers.forEach(layer -> canvas.draw(layer.shape));
    }
}
