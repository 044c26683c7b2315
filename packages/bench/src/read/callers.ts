import { randomStream } from '@kolony/domain/demo/demo.data';
import { decodeId, encodeId } from '@kolony/domain/foundation/ids';
import { type Dataset, email, password } from './dataset.ts';
import { drawSearch } from './people.ts';
import { memberId } from './plan.ts';
import { type Question, type QuestionName, questions } from './questions.ts';
import type { Host, ServerName } from './servers.ts';

/** How a server is asked a question: where, with which headers, and with the body of each of its variations. */
export interface Caller {
  path: string;
  headers: Record<string, string>;
  bodies: string[];
}

type Variables = Record<string, unknown>;

/** The variations of a question, the same for all servers, each in the form that it takes them in. */
interface Variation {
  kolony: Variables;
  postgraphile: Variables;
  bare: unknown[];
}

const json = { 'content-type': 'application/json' };
const pages = 20;
const provinces = [
  '上海市',
  '北京市',
  '广东省',
  '浙江省',
  '江苏省',
  '四川省',
  '湖北省',
  '福建省',
  '山东省',
  '湖南省',
  '陕西省',
];

/** Signs in by the API, as a program does. Returns the headers of its requests. */
async function signIn(host: Host, data: Dataset): Promise<Record<string, string>> {
  const query =
    'mutation SignIn($input: SignInInput!) { signIn(input: $input) { token userErrors { code message } } }';
  const input = { email, password, session: 'BEARER' };
  const answer = await ask(host.url, '/graphql', json, JSON.stringify({ query, variables: { input } }));
  const token = at(answer, 'data', 'signIn', 'token');
  if (typeof token !== 'string') throw new Error(`the sign-in was refused: ${JSON.stringify(answer)}`);
  return { ...json, authorization: `Bearer ${token}`, 'kolony-brand': encodeId('Brand', data.brand.id) };
}

/** Sends one request; what is no answer is an error. */
export async function ask(
  url: string,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<unknown> {
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body });
  const text = await response.text();
  if (!response.ok || text.includes('"errors":')) {
    throw new Error(`${url}${path} answered ${response.status} ${text.slice(0, 1000)}`);
  }
  return JSON.parse(text);
}

/** How each of the servers is asked each question. */
export async function callersOf(
  hosts: ReadonlyMap<ServerName, Host>,
  data: Dataset,
  names: readonly QuestionName[],
): Promise<Map<QuestionName, Map<ServerName, Caller>>> {
  const headers = new Map<ServerName, Record<string, string>>();
  const cursors = new Map<ServerName, string[]>();
  for (const [name, host] of hosts) {
    headers.set(name, name === 'kolony' ? await signIn(host, data) : json);
    if (name !== 'bare') cursors.set(name, await cursorsOf(name, host, headers.get(name) ?? json));
  }
  const callers = new Map<QuestionName, Map<ServerName, Caller>>();
  for (const question of questions.filter(({ name }) => names.includes(name))) {
    const variations = variationsOf(question.name, data, cursors);
    callers.set(
      question.name,
      new Map(
        [...hosts.keys()].map((name) => [
          name,
          {
            path: name === 'bare' ? `/${question.name}` : '/graphql',
            headers: headers.get(name) ?? json,
            bodies: variations.map((variation) => bodyFor(name, question, variation)),
          },
        ]),
      ),
    );
  }
  return callers;
}

function bodyFor(name: ServerName, question: Question, variation: Variation): string {
  if (name === 'bare') return JSON.stringify(variation.bare);
  return JSON.stringify({ query: question[name], variables: variation[name] });
}

/** The cursors of the first pages of the list of members, row by row. */
async function cursorsOf(
  name: 'kolony' | 'postgraphile',
  host: Host,
  headers: Record<string, string>,
): Promise<string[]> {
  const field =
    name === 'kolony'
      ? 'members(first: 100, after: $after)'
      : 'members: allMembers(first: 100, after: $after, condition: { mergedInto: null, closedAt: null }, orderBy: [JOINED_AT_DESC, ROW_ID_DESC])';
  const type = name === 'kolony' ? 'String' : 'Cursor';
  const query = `query Cursors($after: ${type}) { ${field} { edges { cursor } } }`;
  const cursors: string[] = [];
  while (cursors.length < pages * 50) {
    const body = JSON.stringify({ query, variables: { after: cursors.at(-1) ?? null } });
    const edges = at(await ask(host.url, '/graphql', headers, body), 'data', 'members', 'edges');
    if (!Array.isArray(edges)) throw new Error('no edges');
    cursors.push(...edges.map((edge) => String(at(edge, 'cursor'))));
  }
  return cursors;
}

function variationsOf(
  question: QuestionName,
  data: Dataset,
  cursors: ReadonlyMap<ServerName, string[]>,
): Variation[] {
  const random = randomStream(99);
  const draw = (below: number) => Math.floor(random() * below);
  const { brand } = data;
  const make = (count: number, one: () => Variation) => Array.from({ length: count }, one);
  switch (question) {
    case 'flat':
    case 'nested':
      return make(800, () => {
        const row = draw(pages * 50);
        const after = rowFromEnd(data, row);
        return {
          kolony: { after: cursors.get('kolony')?.[row] },
          postgraphile: { after: cursors.get('postgraphile')?.[row] },
          bare: [...after, 50],
        };
      });
    case 'member':
      return make(2000, () => {
        const id = memberId(brand, draw(brand.members));
        return {
          kolony: { id: encodeId('Member', id) },
          postgraphile: { brand: brand.id, id },
          bare: [id],
        };
      });
    case 'search':
      return make(800, () => {
        const search = drawSearch(random);
        const chosen = [...new Set([draw(11), draw(11), draw(11)])].flatMap((n) => provinces[n] ?? []);
        const orders = 1 + draw(3);
        const pieces = data.database.keyring.termGrams(brand.id, search).map(String);
        return {
          kolony: { search, provinces: chosen, orders },
          postgraphile: { pieces, exact: search, provinces: chosen, orders },
          bare: [pieces, search, chosen, orders, 50],
        };
      });
  }
}

/** Where the list stands at its n-th row: the members joined one after another. */
function rowFromEnd({ brand }: Dataset, row: number): [joinedAt: string, id: string] {
  const id = memberId(brand, brand.members - 1 - row);
  const ms = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  return [new Date(ms).toISOString(), id];
}

/** What stands at a path of an answer. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined),
    value,
  );
}

const skipped = new Set(['realName', 'address', 'averageOrder', 'value', 'endCursor', 'currency']);

/**
 * An answer in a form in which those of all servers are equal: ids as UUIDs, times in milliseconds, amounts in minor
 * units, enums as the database writes them, without cursors and without what Kolony alone can answer.
 */
export function normalised(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalised);
  if (typeof value === 'object' && value !== null) {
    const { amount, currency, tag, ...rest } = value as Record<string, unknown>;
    if (typeof amount === 'string' && currency) return Math.round(Number(amount) * 100);
    if (tag) return normalised(tag);
    const kept = Object.entries(rest).filter(([key]) => !skipped.has(key));
    return Object.fromEntries(
      kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, normalised(inner)]),
    );
  }
  if (typeof value !== 'string') return value;
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return Date.parse(value);
  if (/^\d+$/.test(value)) return Number(value);
  if (/^[A-Z_]+$/.test(value)) return value.toLowerCase();
  return decodeId(value)?.uuid ?? value;
}
