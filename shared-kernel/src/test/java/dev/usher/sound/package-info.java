/** A hexagon in order: the rules find nothing here, and find something to look at. */
package dev.usher.sound;
