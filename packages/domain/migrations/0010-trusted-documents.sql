-- Documents of the consoles that were shipped: what a browser's session may ask. Every gateway writes those of the console
-- beside it at its start, so that while releases change, each of them knows the other's. Nothing of a brand is in them.
create table trusted_document (
  -- SHA-256 of the document's text, hexadecimal.
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  document text not null,
  -- When a gateway started whose console has it no more; null while it is in use.
  retired_at timestamptz
);
alter table trusted_document enable row level security;
alter table trusted_document force row level security;
create policy system on trusted_document to kolony_system using (true) with check (true);
grant select, insert, update, delete on trusted_document to kolony_system;
