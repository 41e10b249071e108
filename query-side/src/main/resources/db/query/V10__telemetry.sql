-- What workers tell beside the events. Capped for each job and provider: the newest rows stay.

CREATE TABLE job_log (
  job_id  uuid        NOT NULL,
  id      bigint      GENERATED ALWAYS AS IDENTITY,
  at      timestamptz NOT NULL,
  level   text        NOT NULL,
  message text        NOT NULL,
  PRIMARY KEY (job_id, id)
);

CREATE TABLE job_metric (
  job_id  uuid        NOT NULL,
  id      bigint      GENERATED ALWAYS AS IDENTITY,
  at      timestamptz NOT NULL,
  metrics jsonb       NOT NULL,
  PRIMARY KEY (job_id, id)
);

CREATE TABLE provider_usage (
  worker_id text        NOT NULL,
  id        bigint      GENERATED ALWAYS AS IDENTITY,
  at        timestamptz NOT NULL,
  usage     jsonb       NOT NULL,
  PRIMARY KEY (worker_id, id)
);
