/** One crime against one architecture rule in each package, so that every rule has been seen to fail. */
package dev.usher.broken;
