@NullMarked
package dev.usher.auth;

import org.jspecify.annotations.NullMarked;
