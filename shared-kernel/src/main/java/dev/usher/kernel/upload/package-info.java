/**
 * Pictures that people upload, from the request to the object storage and back: {@link dev.usher.kernel.upload.Uploads}
 * reads, counts and draws them, {@link dev.usher.kernel.upload.StoredFiles} keeps and serves them, and
 * {@link dev.usher.kernel.upload.OrphanFiles} collects what belongs to nothing. Loaded where a service sets
 * {@code usher.object-storage.kind}.
 */
@NullMarked
package dev.usher.kernel.upload;

import org.jspecify.annotations.NullMarked;
