import type pg from 'pg';

interface Column {
  name: string;
  type: string;
  required: boolean;
}
export interface Table {
  name: string;
  columns: Column[];
}

/** A value of a type: any, but each time another where that can be. */
const madeUp: Record<string, string> = {
  uuid: 'gen_random_uuid()',
  text: `md5(random()::text)`,
  bytea: `sha256(random()::text::bytea)`,
  integer: '(1 + random() * 1e9)::int',
  bigint: '(1 + random() * 1e9)::bigint',
  'double precision': 'random()',
  numeric: '1',
  boolean: 'true',
  date: 'current_date',
  'timestamp with time zone': 'now()',
  jsonb: `'{}'::jsonb`,
  'character(3)': `'CNY'`,
  'uuid[]': `'{}'::uuid[]`,
  'text[]': `'{}'::text[]`,
  'bigint[]': `'{}'::bigint[]`,
  'integer[]': `'{}'::integer[]`,
  'timestamp with time zone[]': `'{}'::timestamptz[]`,
};

/** Every table, with its columns. */
export async function tablesOf(admin: pg.Client): Promise<Table[]> {
  const { rows } = await admin.query<Table>(
    `select c.relname as name, jsonb_agg(jsonb_build_object('name', a.attname,
        'type', format_type(a.atttypid, a.atttypmod),
        'required', a.attnotnull and not a.atthasdef and a.attidentity = '') order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') group by c.relname order by c.relname`,
  );
  return rows;
}

/** An insert of a row of this brand, with made-up values in all columns that need one and aren't given. */
export function insertInto(
  { name, columns }: Table,
  brandId: string,
  given: Record<string, string> = {},
): string {
  const filled = columns.filter(
    (column) => column.required || column.name === 'brand_id' || given[column.name] !== undefined,
  );
  const values = filled.map((column) => {
    if (column.name === 'brand_id') return `'${brandId}'`;
    if (given[column.name] !== undefined) return `'${given[column.name]}'`;
    const value = madeUp[column.type];
    if (!value) throw new Error(`the test knows no value of type ${column.type} (${name}.${column.name})`);
    return value;
  });
  const names = filled.map((column) => `"${column.name}"`);
  return `insert into "${name}" (${names.join(', ')}) values (${values.join(', ')})`;
}

/** Has no trigger, foreign key or check mind rows that are made up: what is tested are the policies. */
export async function lettingAnythingIn(admin: pg.Client): Promise<void> {
  await admin.query(`set session_replication_role = replica`);
  await admin.query(`do $$ declare c record; begin
    for c in select conrelid::regclass as t, conname from pg_constraint
      where contype = 'c' and connamespace = 'public'::regnamespace loop
      execute format('alter table %s drop constraint %I', c.t, c.conname);
    end loop; end $$`);
}
