package dev.usher.local.dataset;

import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Letters made of squares. Fonts differ from machine to machine, and some have none; these do not. */
final class Lettering {
    /** Squares from the top of a letter to its foot. */
    static final int HEIGHT = 7;

    private static final int WIDTH = 5;
    private static final int PITCH = WIDTH + 1;

    private static final String SHAPES = """
            ABCDEFGHIJKLM
            .###. ####. .#### ####. ##### ##### .#### #...# .###. ..### #...# #.... #...#
            #...# #...# #.... #...# #.... #.... #.... #...# ..#.. ...#. #..#. #.... ##.##
            #...# #...# #.... #...# #.... #.... #.... #...# ..#.. ...#. #.#.. #.... #.#.#
            ##### ####. #.... #...# ####. ####. #.### ##### ..#.. ...#. ##... #.... #...#
            #...# #...# #.... #...# #.... #.... #...# #...# ..#.. ...#. #.#.. #.... #...#
            #...# #...# #.... #...# #.... #.... #...# #...# ..#.. #..#. #..#. #.... #...#
            #...# ####. .#### ####. ##### #.... .###. #...# .###. .##.. #...# ##### #...#
            NOPQRSTUVWXYZ
            #...# .###. ####. .###. ####. .#### ##### #...# #...# #...# #...# #...# #####
            ##..# #...# #...# #...# #...# #.... ..#.. #...# #...# #...# #...# #...# ....#
            #.#.# #...# #...# #...# #...# #.... ..#.. #...# #...# #...# .#.#. .#.#. ...#.
            #..## #...# ####. #...# ####. .###. ..#.. #...# #...# #.#.# ..#.. ..#.. ..#..
            #...# #...# #.... #.#.# #.#.. ....# ..#.. #...# #...# #.#.# .#.#. ..#.. .#...
            #...# #...# #.... #..#. #..#. ....# ..#.. #...# .#.#. ##.## #...# ..#.. #....
            #...# .###. #.... .##.# #...# ####. ..#.. .###. ..#.. #...# #...# ..#.. #####
            0123456789-/.
            .###. ..#.. .###. .###. ...#. ##### .###. ##### .###. .###. ..... ....# .....
            #...# .##.. #...# #...# ..##. #.... #.... ....# #...# #...# ..... ...#. .....
            #..## ..#.. ....# ....# .#.#. ####. #.... ...#. #...# #...# ..... ...#. .....
            #.#.# ..#.. ...#. ..##. #..#. ....# ####. ..#.. .###. .#### ##### ..#.. .....
            ##..# ..#.. ..#.. ....# ##### ....# #...# ..#.. #...# ....# ..... .#... .....
            #...# ..#.. .#... #...# ...#. #...# #...# ..#.. #...# ....# ..... .#... .##..
            .###. .###. ##### .###. ...#. .###. .###. ..#.. .###. .###. ..... #.... .##..
            """;

    private static final Map<Character, Path2D> LETTERS = letters(SHAPES.lines().toList());

    private Lettering() {}

    private static Map<Character, Path2D> letters(List<String> lines) {
        var letters = new HashMap<Character, Path2D>();
        for (var block = 0; block < lines.size(); block += HEIGHT + 1) {
            var names = lines.get(block);
            for (var i = 0; i < names.length(); i++) {
                letters.put(names.charAt(i), letter(lines.subList(block + 1, block + 1 + HEIGHT), i * PITCH));
            }
        }
        letters.put(' ', new Path2D.Double());
        return letters;
    }

    private static Path2D letter(List<String> rows, int left) {
        var path = new Path2D.Double();
        for (var y = 0; y < HEIGHT; y++) {
            for (var x = 0; x < WIDTH; x++) {
                if (rows.get(y).charAt(left + x) == '#') {
                    path.append(new Rectangle2D.Double(x, y, 1, 1), false);
                }
            }
        }
        return path;
    }

    /** How many squares wide it is. */
    static int width(String text) {
        return text.length() * PITCH - 1;
    }

    /**
     * Draws capitals in the current colour; letters that it does not have fail.
     *
     * @param square size of one square
     */
    static void draw(Graphics2D canvas, String text, double left, double top, double square) {
        var own = (Graphics2D) canvas.create();
        own.translate(left, top);
        own.scale(square, square);
        for (var letter : text.toUpperCase(Locale.ROOT).toCharArray()) {
            var shape = LETTERS.get(letter);
            if (shape == null) {
                throw new IllegalArgumentException("no letter " + letter);
            }
            own.fill(shape);
            own.translate(PITCH, 0);
        }
        own.dispose();
    }
}
