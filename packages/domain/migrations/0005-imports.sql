create table import (
  brand_id uuid not null references brand on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('members', 'orders')),
  status text not null default 'uploaded' check (status in ('uploaded', 'checking', 'checked', 'running', 'completed', 'cancelled', 'failed', 'undoing', 'undone')),
  file_id uuid not null,
  file_name text not null,
  -- What the reader found: format, encoding, delimiter, sheet, columns with samples, questions to answer.
  layout jsonb not null,
  -- What the operator decided: field of each column, order of day and month, decimal sign, time zone, channel.
  mapping jsonb not null default '{}',
  -- Values of the first rows by column, as the operator sees them beside the header: [["…"], …].
  samples_sealed bytea not null,
  -- Cells mended before running: {"<line>:<column>": "value"}.
  mends_sealed bytea,
  rows_total bigint,
  rows_valid bigint,
  rows_invalid bigint,
  -- All that were found by the last check or run; of very many only the first are kept in import_problem.
  problem_count bigint not null default 0,
  created_count bigint not null default 0,
  updated_count bigint not null default 0,
  unchanged_count bigint not null default 0,
  failed_count bigint not null default 0,
  -- Rows that were dealt with, in the order in which the file is read: where a run goes on after a restart.
  rows_done bigint not null default 0,
  refusal jsonb,
  failed_file_id uuid,
  job_id uuid,
  created_by uuid references operator on delete set null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- When the run was begun: what "in the future" means to all of its rows, also after a restart.
  run_started_at timestamptz,
  finished_at timestamptz,
  undone_at timestamptz,
  primary key (brand_id, id),
  foreign key (brand_id, file_id) references stored_file
);
create index import_latest on import (brand_id, created_at desc, id desc);
call kolony.close_table('import');

-- A row of the file that cannot be taken as it is, and why.
create table import_problem (
  brand_id uuid not null,
  id uuid not null,
  import_id uuid not null,
  line bigint not null,
  position integer not null,
  column_index integer,
  field text,
  code text not null,
  params jsonb not null default '{}',
  value_sealed bytea,
  phase text not null check (phase in ('check', 'run')),
  primary key (brand_id, id),
  unique (brand_id, import_id, phase, line, position),
  foreign key (brand_id, import_id) references import on delete cascade
);
call kolony.close_table('import_problem');

-- What a run created or changed, with what was there before and the version that it left: the basis of undoing it. A
-- row goes when it was undone.
create table import_change (
  brand_id uuid not null,
  import_id uuid not null,
  subject_type text not null,
  subject_id uuid not null,
  kind text not null check (kind in ('created', 'updated')),
  before jsonb,
  version integer,
  primary key (brand_id, import_id, subject_type, subject_id),
  foreign key (brand_id, import_id) references import on delete cascade
);
call kolony.close_table('import_change');

-- How the columns of a file with these headers were matched the last time.
create table import_mapping (
  brand_id uuid not null references brand on delete cascade,
  kind text not null,
  header_hash bytea not null,
  mapping jsonb not null,
  used_at timestamptz not null default now(),
  primary key (brand_id, kind, header_hash)
);
call kolony.close_table('import_mapping');
