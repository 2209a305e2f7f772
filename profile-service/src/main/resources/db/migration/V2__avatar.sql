-- The picture's file in the object storage. Unique, which also finds the owner of a file.
alter table profile add column avatar_key uuid unique;
