/**
 * Letters: texts from {@code letters/*.properties} by language, and from an operator's directory over them; markup from
 * one template that escapes everything, ours or the operator's. A new kind of mail is a few lines of text, a new language one file.
 */
@NullMarked
package dev.usher.notification.adapter.out.letter;

import org.jspecify.annotations.NullMarked;
