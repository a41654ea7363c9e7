#!/bin/sh
# One role and one schema per subgraph; they share nothing but the job queue's schema, through a role of its own.
set -eu
secret() { cat "/secrets/$1"; }
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -v auth_password="$(secret auth-password)" \
  -v business_password="$(secret business-password)" \
  -v ml_password="$(secret ml-password)" <<'SQL'
create extension if not exists vector;
create extension if not exists pg_trgm;
create role codexcontinue_jobs nologin;
create role auth login password :'auth_password';
create role business login password :'business_password';
create role ml login password :'ml_password';
grant codexcontinue_jobs to auth, business, ml;
revoke all on database codexcontinue from public;
grant connect on database codexcontinue to auth, business, ml;
-- Each makes its own schema; the migrator's "create schema if not exists" needs the right even where it exists.
grant create on database codexcontinue to auth, business, ml, codexcontinue_jobs;
create schema auth authorization auth;
create schema business authorization business;
create schema ml authorization ml;
create schema jobs authorization codexcontinue_jobs;
SQL
