import { encodeId, newId } from '@kolony/domain/foundation/ids';
import type { TestGateway } from './harness.ts';
import { Written } from './schema-walk.ts';

const texts: unknown[] = [
  'a\u0000b',
  '\u0000',
  'a\ud800b',
  '\udc00',
  'x'.repeat(100_000),
  `'; select 1; --`,
  '\\',
  'member_8zzzzzzzzzzzzzzzzzzzzzzzzz',
  `member_${'\u0000'.repeat(26)}`,
  'tag_01h455vb4pex5vsknk084sn02q',
  encodeId('Member', newId()),
  newId(),
  '9'.repeat(40),
  '-9223372036854775809',
  '2023-02-30T25:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  Buffer.from(JSON.stringify(['JOINED_AT_DESC', 'a\u0000b', newId()])).toString('base64url'),
];
/** What JSON can say that no caller means. */
export const asVariables: unknown[] = [...texts, null, -1, 2 ** 31, 2 ** 53, 1e300, true, {}, [[['x']]]];
/** What a document can say. */
export const inDocuments: unknown[] = [
  ...texts,
  new Written('null'),
  new Written('9'.repeat(400)),
  new Written('-2147483649'),
  new Written('1e999'),
  new Written('NO_SUCH_NAME'),
  new Written('{ a: { b: [1] } }'),
  new Written(`${'['.repeat(12)}1${']'.repeat(12)}`),
  new Written('"""a\u0000b"""'),
  new Written('"\\u{110000}"'),
];

/** What such a value may be answered with. */
export const allowedCodes: readonly string[] = [
  'BAD_USER_INPUT',
  'GRAPHQL_VALIDATION_FAILED',
  'GRAPHQL_PARSE_FAILED',
  'NOT_FOUND',
  'FORBIDDEN',
  'CONFLICT',
];
/** Words of what is inside. */
export const telling =
  /postgres|\bsql|relation "|column "|constraint|\bpg_|\.(ts|js):\d|\n\s+at |cannot read|is not a function|invalid input syntax|duplicate key|INTERNAL/i;

/** Names that only the database knows: those of tables that no sentence would have in it. */
export async function tablesOf({ database }: TestGateway): Promise<RegExp> {
  const { rows } = await database.pool.query<{ relname: string }>(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relname like '%\\_%'`,
  );
  return new RegExp(`\\b(${rows.map(({ relname }) => relname).join('|')})\\b`);
}
