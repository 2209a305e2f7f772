package dev.usher.catalog.products.adapter.out.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The statements on the table {@code product_image}. Images of a removed product go with it. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ImageRows extends GenericRepository<ImageRow, UUID> {
    /** Oldest first. */
    @Query("""
            select id, product_id, thumbnail, width, height
              from product_image where product_id in (:products) order by id""")
    List<ImageRow> ofProducts(Collection<UUID> products);

    @Query("""
            select id, product_id, thumbnail, width, height
              from product_image where product_id in (select id from product where seller_id = :seller) limit :most""")
    List<ImageRow> ofSeller(UUID seller, int most);

    @Query("""
            insert into product_image (id, product_id, thumbnail, width, height)
            values (:id, :productId, :thumbnail, :width, :height)""")
    void insert(ImageRow row);

    @Query("delete from product_image where id = :id")
    void remove(UUID id);

    @Query("select id from product_image where id in (:keys)")
    List<UUID> ids(Collection<UUID> keys);

    @Query("select thumbnail from product_image where thumbnail in (:keys)")
    List<UUID> thumbnails(Collection<UUID> keys);
}
