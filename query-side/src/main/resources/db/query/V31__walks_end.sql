-- What is older than the longest walk through the market goes, oldest first.
create index on provider_repricing (position);
