package dev.usher.catalog.products.adapter.out.postgres;

import dev.usher.kernel.upload.FileOwners;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Files belong to images, as the picture itself or its thumbnail. */
@Singleton
final class ProductFileOwners implements FileOwners {
    private final ImageRows images;

    ProductFileOwners(ImageRows images) {
        this.images = images;
    }

    @Override
    public Set<UUID> owned(Collection<UUID> keys) {
        var owned = new HashSet<>(images.ids(keys));
        owned.addAll(images.thumbnails(keys));
        return owned;
    }
}
