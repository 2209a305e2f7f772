@org.jspecify.annotations.NullMarked
package dev.usher.kernel.upload;
