-- Providers that have not been heard for longest, among those that are offline.
create index lease_gone on lease (last_seen) where not active;
