/**
 * Pictures that strangers send: {@link dev.usher.kernel.image.ImagePipeline} looks at what they are, decodes them in
 * bounded memory and writes fresh ones, so that nothing of the file that was sent is ever served. A service that uses
 * it declares {@code imageio-webp} itself: the kernel only compiles against it.
 */
@NullMarked
package dev.usher.kernel.image;

import org.jspecify.annotations.NullMarked;
