-- What a job was asked to deal with: the records that were chosen, in portions, fixed when it was asked for. A portion
-- goes, in the transaction that dealt with it: what is left is what is still to be done, whenever the job is begun anew.
create table job_batch (
  brand_id uuid not null,
  job_id uuid not null,
  position integer not null,
  record_ids uuid[] not null,
  primary key (brand_id, job_id, position),
  foreign key (brand_id, job_id) references job on delete cascade
);
-- Ids hardly compress, and a portion is read once.
alter table job_batch alter column record_ids set storage external;
call kolony.close_table('job_batch');

-- What has become of the records of such a job so far, and the files that it made.
create table job_report (
  brand_id uuid not null,
  job_id uuid not null,
  total bigint not null default 0,
  done_count bigint not null default 0,
  unchanged_count bigint not null default 0,
  failed_count bigint not null default 0,
  file_id uuid,
  failed_file_id uuid,
  primary key (brand_id, job_id),
  foreign key (brand_id, job_id) references job on delete cascade,
  foreign key (brand_id, file_id) references stored_file on delete set null (file_id),
  foreign key (brand_id, failed_file_id) references stored_file on delete set null (failed_file_id)
);
create index job_report_file on job_report (brand_id, file_id) where file_id is not null;
create index job_report_failed_file on job_report (brand_id, failed_file_id) where failed_file_id is not null;
call kolony.close_table('job_report');

-- What whoever takes a file out must be permitted: all of these.
alter table stored_file add column permissions text[] not null default '{IMPORT_RUN}' check (permissions <> '{}');
alter table stored_file alter column permissions drop default;
