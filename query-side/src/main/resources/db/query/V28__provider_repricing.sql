-- What providers cost before they changed their price: a list that is sorted by price is walked in
-- the order in which the walk began. What was before this table is not needed any more.
create table provider_repricing (
  worker_id     text   not null,
  -- of the event that changed the price
  position      bigint not null,
  -- micro-QUBIC an hour
  price_before  bigint not null,
  primary key (worker_id, position)
);
