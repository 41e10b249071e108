-- A rebuild is alive as long as its node says so now and then, on whichever connection: a lock of a
-- session would stay as long as a pooler, or a machine that vanished, keeps the session.
alter table projection_rebuild add column alive_until timestamptz not null default '-infinity';
