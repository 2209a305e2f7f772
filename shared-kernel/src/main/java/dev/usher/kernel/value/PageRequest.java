package dev.usher.kernel.value;

import java.util.List;

/**
 * Which part of a list is asked for.
 *
 * @param page from 0
 * @param size 1 to 100
 * @param sort most significant first; empty means the list's own order
 */
public record PageRequest(int page, int size, List<Order> sort) {
    public static final int MAX_SIZE = 100;
    /** Keeps {@code page * size} within an int. */
    public static final int MAX_PAGE = Integer.MAX_VALUE / MAX_SIZE - 1;

    public PageRequest {
        if (page < 0 || page > MAX_PAGE || size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("page " + page + ", size " + size);
        }
        sort = List.copyOf(sort);
    }

    /** How many items come before this page. */
    public int offset() {
        return page * size;
    }

    /** @param field as published, snake_case */
    public record Order(String field, boolean descending) {}
}
