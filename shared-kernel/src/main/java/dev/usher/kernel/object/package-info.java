/**
 * Files that people upload, kept outside the database: one port, {@link dev.usher.kernel.object.ObjectStorage}, over a
 * directory or an S3 bucket. A service that stores objects sets {@code usher.object-storage.kind}; without it none of
 * this is loaded. For {@code s3} the service declares the AWS SDK itself: the kernel only compiles against it.
 */
@NullMarked
package dev.usher.kernel.object;

import org.jspecify.annotations.NullMarked;
