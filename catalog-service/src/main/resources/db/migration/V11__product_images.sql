-- Pictures of products. An image goes by the key of its file in the object storage, and so does its thumbnail; files that no
-- row names are collected.
create table product_image (
    id         uuid primary key,
    product_id uuid    not null references product on delete cascade,
    thumbnail  uuid    not null unique,
    width      integer not null check (width >= 1),
    height     integer not null check (height >= 1)
);

create index product_image_of_product on product_image (product_id, id);
