-- The rows of the order book are written now and then: they are as of this position. What happened
-- between it and the book's own position is in the log.
alter table matching_book add column kept bigint;
update matching_book set kept = position;
alter table matching_book alter column kept set not null;
