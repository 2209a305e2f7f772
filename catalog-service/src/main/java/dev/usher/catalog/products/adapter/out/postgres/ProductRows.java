package dev.usher.catalog.products.adapter.out.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;

/** The statements on the table {@code product} but for its list, whose shape is not known before it is asked for. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ProductRows extends GenericRepository<ProductRow, UUID> {
    @Query("""
            insert into product (id, seller_id, name, description, category, amount, currency, stock, version,
                                 created_at, updated_at, created_by, updated_by)
            values (:id, :sellerId, :name, :description, :category, :amount, :currency, :stock, :version,
                    :createdAt, :updatedAt, :createdBy, :updatedBy)""")
    void insert(ProductRow row);

    @Query("""
            select id, seller_id, name, description, category, amount, currency, stock, version,
                   created_at, updated_at, created_by, updated_by
              from product where id = :id""")
    Optional<ProductRow> find(UUID id);

    /** Nobody else changes the product until the transaction ends. */
    @Query("""
            select id, seller_id, name, description, category, amount, currency, stock, version,
                   created_at, updated_at, created_by, updated_by
              from product where id = :id for update""")
    Optional<ProductRow> lock(UUID id);

    @Query("""
            update product
               set name = :name, description = :description, category = :category, amount = :amount,
                   currency = :currency, stock = :stock, version = :version,
                   updated_at = :updatedAt, updated_by = :updatedBy
             where id = :id""")
    void update(ProductRow row);

    @Query("delete from product where id = :id")
    void remove(UUID id);

    /** Some of a seller's products; many statements of few rows, as each may take seconds only. */
    @Query("""
            delete from product
             where id in (select id from product where seller_id = :seller order by created_at, id limit :most)""")
    int removeSomeOf(UUID seller, int most);

    /** An id that is nobody's any more need not be remembered. */
    @Query("delete from product_count where facet = 'seller' and value = cast(:seller as text)")
    void uncount(UUID seller);
}
