-- When jobs of consumers were matched last, as of the rows of the order book.
alter table matching_book add column turns jsonb not null default '[]';
