package dev.usher.local.dataset;

import static dev.usher.local.dataset.Palette.Ink.ACCENT;
import static dev.usher.local.dataset.Palette.Ink.BODY;
import static dev.usher.local.dataset.Palette.Ink.DARK;
import static dev.usher.local.dataset.Palette.Ink.LIGHT;
import static dev.usher.local.dataset.Palette.Ink.SHADE;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** What is sold: how it is called, what it is made of, what it costs, and how it looks. */
enum Category {
    LIGHTING(
            "Lighting",
            35,
            320,
            70,
            "desk lamp,floor lamp,table lamp,reading lamp,bedside lamp,hall lamp,studio lamp,piano lamp,window lamp,nursery lamp",
            "brass,oak,walnut,linen,opal glass,steel,concrete,copper,paper,bamboo",
            Category::lamp),
    CHAIRS(
            "Chairs",
            60,
            640,
            100,
            "dining chair,kitchen chair,desk chair,folding chair,side chair,stacking chair,garden chair,cafe chair,hall chair,music chair",
            "oak,beech,walnut,rattan,leather,wool,velvet,steel,cane,birch",
            Category::chair),
    TABLEWARE(
            "Tableware",
            6,
            48,
            14,
            "coffee mug,tea mug,espresso cup,latte cup,soup mug,camping mug,cocoa mug,cappuccino cup,breakfast mug,office mug",
            "stoneware,porcelain,enamel,glass,terracotta,earthenware,bone china,steel,bamboo,cork",
            Category::mug),
    CLOCKS(
            "Clocks",
            19,
            240,
            45,
            "wall clock,kitchen clock,station clock,table clock,office clock,bedroom clock,studio clock,hall clock,school clock,bath clock",
            "brass,oak,walnut,steel,cork,slate,marble,bamboo,copper,glass",
            Category::clock),
    BAGS(
            "Bags",
            29,
            260,
            55,
            "backpack,daypack,rucksack,school pack,hiking pack,laptop pack,city pack,cycling pack,camera pack,travel pack",
            "canvas,waxed cotton,leather,nylon,felt,denim,ripstop,wool,hemp,cork",
            Category::backpack),
    STATIONERY(
            "Stationery",
            5,
            45,
            30,
            "notebook,sketchbook,weekly planner,diary,address book,music book,journal,guest book,recipe book,logbook",
            "linen,leather,cork,kraft,felt,cotton,canvas,washi,velvet,bamboo",
            Category::notebook),
    AUDIO(
            "Audio",
            39,
            480,
            24,
            "studio headphones,travel headphones,open headphones,closed headphones,monitor headphones,wireless headphones,"
                    + "office headphones,school headphones,stage headphones,mixing headphones",
            "aluminium,walnut,leather,carbon,bamboo,titanium,steel,velour,oak,magnesium",
            Category::headphones),
    BICYCLES(
            "Bicycles",
            290,
            4200,
            180,
            "city bicycle,touring bicycle,road bicycle,gravel bicycle,track bicycle,commuter bicycle,trekking bicycle,"
                    + "school bicycle,winter bicycle,racing bicycle",
            "steel,aluminium,titanium,carbon,bamboo,chrome,stainless,magnesium,ash,copper",
            Category::bicycle),
    SHOES(
            "Shoes",
            45,
            230,
            32,
            "running shoes,walking shoes,trail shoes,court shoes,skate shoes,deck shoes,track shoes,town shoes,gym shoes,tennis shoes",
            "suede,canvas,leather,mesh,wool,hemp,cork,nubuck,knit,denim",
            Category::shoe),
    PLANTERS(
            "Planters",
            9,
            150,
            50,
            "plant pot,herb pot,balcony pot,window pot,patio pot,orchid pot,cactus pot,kitchen pot,fern pot,bonsai pot",
            "terracotta,zinc,concrete,stoneware,cedar,slate,copper,basalt,porcelain,willow",
            Category::planter);

    final String label;
    final int cheapest;
    final int dearest;
    final int longest;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    final List<String> kinds;

    @SuppressWarnings("ImmutableEnumChecker")
    final List<String> materials;

    @SuppressWarnings("ImmutableEnumChecker") // a method without state
    private final BiConsumer<Drawing, Random> shape;

    /**
     * Prices are in euros; each kind comes in each material.
     *
     * @param longest side in centimetres
     */
    Category(
            String label,
            int cheapest,
            int dearest,
            int longest,
            String kinds,
            String materials,
            BiConsumer<Drawing, Random> shape) {
        this.label = label;
        this.cheapest = cheapest;
        this.dearest = dearest;
        this.longest = longest;
        this.kinds = List.of(kinds.split(","));
        this.materials = List.of(materials.split(","));
        this.shape = shape;
    }

    /** One of these, no two quite the same. */
    Drawing draw(Random random) {
        var drawing = new Drawing();
        shape.accept(drawing, random);
        return drawing;
    }

    private static double between(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static void lamp(Drawing drawing, Random random) {
        var top = between(random, 12, 45);
        var foot = between(random, 45, 75);
        var base = between(random, 25, 50);
        var edge = between(random, -30, 5);
        drawing.block(DARK, -base, 82, base, 96, 12)
                .block(SHADE, -4, edge - 10, 4, 86, 4)
                .disc(LIGHT, 0, edge + 4, 14)
                .area(BODY, -top, -90, top, -90, foot, edge, -foot, edge);
        var stripes = random.nextInt(4);
        for (var i = 1; i <= stripes; i++) {
            var y = -90 + (edge + 90) * i / (stripes + 1);
            var half = top + (foot - top) * i / (stripes + 1);
            drawing.block(ACCENT, -half, y - 4, half, y + 4, 2);
        }
        drawing.line(DARK, 2, foot * 0.6, edge, foot * 0.6, edge + between(random, 15, 40));
    }

    private static void chair(Drawing drawing, Random random) {
        var half = between(random, 38, 55);
        var back = between(random, -95, -60);
        var splay = between(random, 0, 14);
        drawing.line(DARK, 7, -half + 4, 15, -half - splay, 94)
                .line(DARK, 7, half - 4, 15, half + splay, 94)
                .line(DARK, 6, -half + 18, 15, -half + 14, 82)
                .line(DARK, 6, half - 18, 15, half - 14, 82)
                .line(SHADE, 7, -half + 6, back + 8, -half + 6, 8)
                .line(SHADE, 7, half - 6, back + 8, half - 6, 8)
                .block(BODY, -half, back, half, back + between(random, 22, 42), 24);
        var bars = 1 + random.nextInt(6);
        for (var i = 1; i <= bars; i++) {
            var x = -half + 2 * half * i / (bars + 1);
            drawing.line(SHADE, 4, x, back + 24, x, 8);
        }
        drawing.block(BODY, -half - 5, 2, half + 5, 20, 14).block(ACCENT, -half, -4, half, 7, 10);
    }

    private static void mug(Drawing drawing, Random random) {
        var half = between(random, 36, 58);
        var top = between(random, -55, -10);
        var grip = between(random, 16, 26);
        var taper = between(random, 0, 16);
        drawing.arc(SHADE, 11, new Rectangle2D.Double(half - grip, top + 18, 2 * grip + 6, 64), -95, 190)
                .area(BODY, -half, top, half, top, half - taper, 88, -half + taper, 88)
                .block(SHADE, -half + taper, 82, half - taper, 94, 10)
                .block(DARK, -half, top - 6, half, top + 6, 12);
        var bands = random.nextInt(4);
        for (var i = 0; i < bands; i++) {
            var y = top + 22 + i * 18;
            drawing.block(i % 2 == 0 ? ACCENT : LIGHT, -half + taper * 0.6, y, half - taper * 0.6, y + 8, 2);
        }
        for (var i = -1; i <= random.nextInt(3) - 1; i++) {
            var steam = new Path2D.Double();
            steam.moveTo(i * 20, top - 14);
            steam.curveTo(i * 20 + 12, top - 24, i * 20 - 12, top - 30, i * 20, top - 40);
            drawing.add(LIGHT, new java.awt.BasicStroke(4).createStrokedShape(steam));
        }
    }

    private static void clock(Drawing drawing, Random random) {
        var square = random.nextInt(3) == 0;
        var radius = between(random, 72, 94);
        if (square) {
            drawing.block(BODY, -radius, -radius, radius, radius, 20);
        } else {
            drawing.disc(BODY, 0, 0, radius);
        }
        var face = radius - between(random, 8, 20);
        drawing.disc(LIGHT, 0, 0, face);
        for (var hour = 0; hour < 12; hour++) {
            var angle = Math.toRadians(30.0 * hour);
            var inner = face - (hour % 3 == 0 ? 16 : 8);
            drawing.line(
                    DARK,
                    hour % 3 == 0 ? 5 : 2,
                    inner * Math.sin(angle),
                    -inner * Math.cos(angle),
                    (face - 4) * Math.sin(angle),
                    -(face - 4) * Math.cos(angle));
        }
        var minutes = random.nextInt(720);
        hand(drawing, DARK, 7, face * 0.5, minutes / 720.0);
        hand(drawing, SHADE, 5, face * 0.78, minutes / 60.0);
        hand(drawing, ACCENT, 2, face * 0.85, random.nextDouble());
        drawing.disc(DARK, 0, 0, 5);
    }

    private static void hand(Drawing drawing, Palette.Ink ink, double thick, double length, double turns) {
        var angle = 2 * Math.PI * turns;
        drawing.line(ink, thick, 0, 0, length * Math.sin(angle), -length * Math.cos(angle));
    }

    private static void backpack(Drawing drawing, Random random) {
        var half = between(random, 46, 64);
        var top = between(random, -80, -55);
        var round = between(random, 30, 80);
        drawing.arc(DARK, 7, new Rectangle2D.Double(-16, top - 18, 32, 36), 0, 180)
                .line(DARK, 9, -half + 6, top + 30, -half - 12, 60)
                .line(DARK, 9, half - 6, top + 30, half + 12, 60)
                .block(BODY, -half, top, half, 94, round)
                .block(SHADE, -half + 6, top + 6, half - 6, top + between(random, 40, 70), round * 0.8)
                .block(ACCENT, -half + 12, 20, half - 12, 82, 18)
                .line(LIGHT, 3, -half + 20, 34, half - 20, 34);
        if (random.nextBoolean()) {
            drawing.block(LIGHT, -9, -14, 9, 4, 4);
        }
        var straps = random.nextInt(3);
        for (var i = 0; i < straps; i++) {
            var x = straps == 1 ? 0 : -24 + 48 * i;
            drawing.line(DARK, 5, x, top + 10, x, 24).block(LIGHT, x - 6, 4, x + 6, 14, 3);
        }
    }

    private static void notebook(Drawing drawing, Random random) {
        var half = between(random, 48, 72);
        var top = between(random, -94, -66);
        drawing.block(LIGHT, -half + 6, top + 5, half + 6, 96, 4)
                .block(BODY, -half, top, half, 90, 12)
                .block(SHADE, -half, top, -half + between(random, 12, 26), 90, 8);
        switch (random.nextInt(4)) {
            case 0 -> drawing.block(LIGHT, -18, top + 28, 34, top + 62, 4).line(DARK, 2, -10, top + 46, 26, top + 46);
            case 1 -> drawing.disc(ACCENT, 8, top + 60, between(random, 14, 30));
            case 2 -> drawing.area(ACCENT, 8, top + 30, 40, top + 80, -24, top + 80);
            default -> {
                for (var i = 0; i < 5; i++) {
                    drawing.line(ACCENT, 4, -10, top + 34 + i * 12, 34, top + 34 + i * 12);
                }
            }
        }
        if (random.nextBoolean()) {
            drawing.block(DARK, half - 18, top, half - 12, 90, 2);
        } else {
            drawing.area(ACCENT, 10, 90, 20, 90, 20, 110, 15, 104, 10, 110);
        }
    }

    private static void headphones(Drawing drawing, Random random) {
        var half = between(random, 52, 72);
        var top = between(random, -92, -70);
        var cup = between(random, 26, 40);
        drawing.arc(DARK, 13, new Rectangle2D.Double(-half, top, 2 * half, 150), 0, 180)
                .arc(ACCENT, 6, new Rectangle2D.Double(-half + 4, top + 4, 2 * half - 8, 146), 25, 130);
        for (var side : new int[] {-1, 1}) {
            drawing.block(
                            SHADE,
                            side * (half - 10) - 12,
                            20 - cup,
                            side * (half - 10) + 12,
                            20 + cup,
                            between(random, 14, 24))
                    .block(BODY, side * (half + 8) - 14, 20 - cup - 6, side * (half + 8) + 14, 26 + cup, 22)
                    .disc(LIGHT, side * (half + 8), 22, between(random, 4, 11));
        }
        if (random.nextBoolean()) {
            drawing.line(DARK, 3, -half - 8, 28 + cup, -half - 8, 96);
        }
    }

    private static void bicycle(Drawing drawing, Random random) {
        var wheel = between(random, 34, 42);
        var reach = between(random, 50, 58);
        var ground = 92 - wheel;
        var seat = between(random, -42, -18);
        var bar = between(random, -48, -22);
        for (var x : new double[] {-reach, reach}) {
            drawing.ring(DARK, x, ground, wheel, 6).ring(LIGHT, x, ground, wheel - 5, 2);
            var spokes = 6 + 2 * random.nextInt(4);
            for (var i = 0; i < spokes; i++) {
                var angle = 2 * Math.PI * i / spokes;
                drawing.line(
                        SHADE, 1, x, ground, x + wheel * Math.cos(angle) * 0.9, ground + wheel * Math.sin(angle) * 0.9);
            }
        }
        drawing.line(BODY, 7, -reach, ground, -26, seat + 20)
                .line(BODY, 7, -reach, ground, -6, ground)
                .line(BODY, 7, -28, seat + 6, -6, ground)
                .line(BODY, 7, -26, seat + 20, 36, seat + 16)
                .line(BODY, 7, -6, ground, 38, seat + 24)
                .line(SHADE, 6, 34, bar + 6, reach, ground)
                .disc(ACCENT, -6, ground, between(random, 8, 14))
                .line(DARK, 9, -40, seat, -16, seat)
                .line(DARK, 6, 24, bar, 46, bar + between(random, -10, 12));
        if (random.nextBoolean()) {
            drawing.block(ACCENT, 40, bar + 14, 72, bar + 36, 6);
        }
    }

    private static void shoe(Drawing drawing, Random random) {
        var ankle = between(random, -50, -8);
        var toe = between(random, 14, 30);
        var upper = new Path2D.Double();
        upper.moveTo(-88, ankle);
        upper.lineTo(-30, ankle);
        upper.curveTo(-10, ankle + 34, 30, toe - 8, 66, toe);
        upper.curveTo(96, toe + 6, 98, 50, 92, 62);
        upper.lineTo(-90, 62);
        upper.curveTo(-98, 40, -80, 10, -88, ankle);
        drawing.add(BODY, upper).block(LIGHT, -94, 58, 96, 58 + between(random, 14, 26), 14);
        switch (random.nextInt(3)) {
            case 0 -> drawing.area(ACCENT, -40, 56, -10, 14, 6, 22, -20, 56);
            case 1 -> drawing.disc(ACCENT, -62, 24, 14);
            default -> drawing.line(ACCENT, 5, -50, 50, 10, 24).line(ACCENT, 5, -34, 52, 26, 28);
        }
        var laces = 2 + random.nextInt(4);
        for (var i = 0; i < laces; i++) {
            var x = -14.0 + i * 13;
            var y = ankle + 22 + (toe - ankle - 22) * i / 5.0;
            drawing.line(LIGHT, 4, x - 8, y + 4, x + 8, y + 12);
        }
        drawing.block(SHADE, -90, ankle - 4, -28, ankle + 8, 10).line(DARK, 3, -92, 66, 92, 66);
    }

    private static void planter(Drawing drawing, Random random) {
        var half = between(random, 34, 56);
        var rim = between(random, 8, 30);
        var leaves = 5 + random.nextInt(7);
        var width = between(random, 10, 26);
        for (var i = 0; i < leaves; i++) {
            var lean = -70 + 140.0 * i / (leaves - 1);
            drawing.leaf(i % 2 == 0 ? DARK : SHADE, 0, rim, between(random, 70, 105), width, lean);
        }
        if (random.nextInt(3) == 0) {
            for (var i = 0; i < 3; i++) {
                drawing.disc(ACCENT, between(random, -40, 40), between(random, -70, -30), 9);
            }
        }
        var taper = between(random, 2, 18);
        drawing.area(BODY, -half, rim, half, rim, half - taper, 95, -half + taper, 95)
                .block(ACCENT, -half - 5, rim - 6, half + 5, rim + 10, 6);
        var dots = random.nextInt(4);
        for (var i = 0; i < dots; i++) {
            drawing.disc(LIGHT, -half + 2 * half * (i + 1) / (dots + 1), (rim + 100) / 2, 6);
        }
    }
}
