-- Lists pass over providers that left the market, however many there were.
drop index provider_view_created_idx;
drop index provider_view_price_created_idx;
create unique index on provider_view (created) where not deregistered;
create index on provider_view (price, created) where not deregistered;
