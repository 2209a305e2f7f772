package dev.usher.catalog.products.domain;

import java.util.UUID;

/** A picture of a product; its size in pixels. */
public record ProductImage(UUID id, int width, int height) {}
