-- What is for sale. Text is compared and sorted by code points, whatever the locale of a database.
create table product (
    id          uuid primary key,
    seller_id   uuid           not null,
    name        text collate "C" not null check (char_length(name) between 1 and 200),
    description text check (char_length(description) <= 5000),
    category    text collate "C" not null check (char_length(category) between 1 and 100),
    -- Below 10^12, with four decimals: as many as any currency has.
    amount      numeric(16, 4) not null check (amount >= 0),
    currency    text collate "C" not null check (currency ~ '^[A-Z]{3}$'),
    stock       integer        not null check (stock >= 0),
    version     bigint         not null check (version >= 1),
    created_at  timestamptz    not null,
    updated_at  timestamptz    not null,
    created_by  uuid           not null,
    updated_by  uuid           not null,
    -- Words as they stand: products are described in any language, so none is assumed.
    words       tsvector       not null
        generated always as (to_tsvector('simple', name || E'\n' || coalesce(description, ''))) stored
);

-- One for each order, for all products, those of a category and those of a seller. All end with the id, which breaks
-- ties, so that a page begins behind any product by one descent, and what a page by number passes over is in the index.
create index product_by_name on product (name, id);
create index product_by_price on product (amount, currency, id);
create index product_by_age on product (created_at, id);
create index product_category_by_name on product (category, name, id);
create index product_category_by_price on product (category, amount, currency, id);
create index product_category_by_age on product (category, created_at, id);
create index product_seller_by_name on product (seller_id, name, id);
create index product_seller_by_price on product (seller_id, amount, currency, id);
create index product_seller_by_age on product (seller_id, created_at, id);
create index product_currency_by_price on product (currency, amount, id);
-- Without the pending list: a search must not pay for the inserts before it.
create index product_words on product using gin (words) with (fastupdate = off);

-- How many products there are, so that nobody has to count them: the sum of all slots. There are many of these, so that
-- sessions seldom wait for each other; a session always takes the same, and the row of all products first, so that they
-- never wait in a circle.
create table product_count (
    facet    text collate "C" not null check (facet in ('all', 'category', 'currency', 'seller')),
    value    text collate "C" not null,
    slot     smallint not null,
    products bigint   not null,
    primary key (facet, value, slot)
) with (fillfactor = 50);

create function count_products() returns trigger language plpgsql as $$
begin
    insert into product_count (facet, value, slot, products)
    select counted.facet, counted.value, pg_backend_pid() % 16, case tg_op when 'DELETE' then -count(*) else count(*) end
      from changed, lateral (values ('all', ''), ('category', category), ('currency', currency),
                                    ('seller', seller_id::text)) counted (facet, value)
     group by counted.facet, counted.value
     order by counted.facet, counted.value
    on conflict (facet, value, slot) do update set products = product_count.products + excluded.products;
    return null;
end
$$;

create trigger product_added after insert on product
    referencing new table as changed for each statement execute function count_products();
create trigger product_removed after delete on product
    referencing old table as changed for each statement execute function count_products();

create function recount_product() returns trigger language plpgsql as $$
begin
    insert into product_count (facet, value, slot, products)
    select counted.facet, counted.value, pg_backend_pid() % 16, sum(counted.change)
      from (values ('all', '', 0), ('category', old.category, -1), ('category', new.category, 1),
                   ('currency', old.currency, -1), ('currency', new.currency, 1)) counted (facet, value, change)
     group by counted.facet, counted.value
     order by counted.facet, counted.value
    on conflict (facet, value, slot) do update set products = product_count.products + excluded.products;
    return null;
end
$$;

create trigger product_moved after update on product
    for each row when (old.category <> new.category or old.currency <> new.currency)
    execute function recount_product();

-- What cursors are sealed with, the same for all replicas.
create table cursor_key (
    only_one boolean primary key default true check (only_one),
    key      bytea not null check (octet_length(key) = 32)
);

insert into cursor_key (key)
values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
