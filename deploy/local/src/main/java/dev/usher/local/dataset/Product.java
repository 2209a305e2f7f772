package dev.usher.local.dataset;

/**
 * What is said about a product.
 *
 * @param number from 1 on, the same in every run
 * @param name unlike that of any other product of the data set
 * @param amount decimal text, with the decimals that its currency has
 */
public record Product(
        int number,
        String name,
        String description,
        String category,
        String amount,
        String currency,
        int stock,
        Size size) {
    /** In centimetres. */
    public record Size(int width, int height, int depth) {}
}
