/**
 * The catalog service: its main class, wiring and settings. Two contexts live here that know nothing of each other:
 * {@code rbac}, who may do what, and {@code products}, what is for sale. Each could leave for a service of its own.
 */
@NullMarked
package dev.usher.catalog;

import org.jspecify.annotations.NullMarked;
