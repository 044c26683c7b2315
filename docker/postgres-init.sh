#!/bin/sh
# Runs once, when the server's volume is empty. The image's POSTGRES_USER is a superuser, and a superuser walks past row
# level security. Kolony therefore signs in as a role of its own, which owns its database and nothing else. It may
# create roles, because the first migration makes the ones that requests run as. Those can't call set_config, by which a
# query could give itself another brand.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --set password="$KOLONY_DATABASE_PASSWORD" <<'SQL'
create role kolony login nosuperuser nobypassrls createrole password :'password';
alter role kolony set search_path = public;
create database kolony owner kolony;
\connect kolony
revoke execute on function pg_catalog.set_config(text, text, boolean) from public;
grant execute on function pg_catalog.set_config(text, text, boolean) to kolony;
SQL
