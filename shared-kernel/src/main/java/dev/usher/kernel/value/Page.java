package dev.usher.kernel.value;

import java.util.List;

/** @param total how many items the whole list has */
public record Page<T>(List<T> items, long total) {
    public Page {
        items = List.copyOf(items);
    }
}
