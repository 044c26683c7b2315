import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { statements } from './bare.statements.ts';
import { hostSettings } from './host-settings.ts';

/**
 * The least that answers from this database under its policies: node:http, a prepared statement a question, and one
 * round trip: the transaction's begin, its statement and its end are written together.
 */
const { url, poolSize, idleTimeoutMillis, brandId, operatorId } = hostSettings();
const pool = new pg.Pool({ connectionString: url, max: poolSize, idleTimeoutMillis, pipeline: true });
const begin = `begin read only; set local role kolony_app; set local kolony.brand_id = '${brandId}'; set local kolony.operator_id = '${operatorId}'`;

async function answer(name: string, values: unknown[]): Promise<string> {
  const text = statements[name];
  if (!text) throw new Error(`no such question: ${name}`);
  const client = await pool.connect();
  try {
    const [, { rows }] = await Promise.all([
      client.query(begin),
      client.query<{ answer: string }>({ name, text, values }),
      client.query('commit'),
    ]);
    return rows[0]?.answer ?? 'null';
  } finally {
    client.release();
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const piece of request) text += piece;
  return text;
}

const server = createServer((request, response) => {
  bodyOf(request)
    .then((body) => answer((request.url ?? '').slice(1), JSON.parse(body)))
    .then(
      (json) => {
        const length = Buffer.byteLength(json);
        response.writeHead(200, {
          'content-type': 'application/json; charset=utf-8',
          'content-length': length,
        });
        response.end(json);
      },
      (error: unknown) => {
        console.error(error);
        response.writeHead(500).end();
      },
    );
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
