-- Whether the market was paused as of the position of the order book's rows.
alter table matching_book add column paused boolean not null default false;
