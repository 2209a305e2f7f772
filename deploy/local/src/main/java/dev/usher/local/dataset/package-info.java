/**
 * A thousand products with five images each, made from a seed: nothing is downloaded, and every machine makes the same
 * ones. Knows nothing of how they are loaded.
 */
@NullMarked
package dev.usher.local.dataset;

import org.jspecify.annotations.NullMarked;
