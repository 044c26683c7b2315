import { Database, type DatabaseOptions } from '@kolony/domain/foundation/database';
import { done } from '@kolony/domain/foundation/errors';
import { encodeId, newId } from '@kolony/domain/foundation/ids';
import { loadKeyring } from '@kolony/domain/foundation/keyring';
import { Listener } from '@kolony/domain/foundation/listener';
import type { Log } from '@kolony/domain/foundation/log';
import type { Role } from '@kolony/domain/foundation/permissions';
import { brandScope, operatorScope, type Scope, systemScope } from '@kolony/domain/foundation/scope';
import { createMember } from '@kolony/domain/member/member.service';
import { createMemberClient } from '@kolony/domain/member-access/client.service';
import { openDevice } from '@kolony/domain/member-access/device.service';
import { hashToken, newToken } from '@kolony/domain/operator/token';
import { knowJobs } from '@kolony/domain/worker';
import { testDatabase } from '@kolony/testkit/database';
import type { FastifyInstance } from 'fastify';
import { readEnv } from '../src/env.ts';
import { createApiSchema } from '../src/modules/modules.ts';
import { createApp } from '../src/server/app.ts';
import type { LiveTiming } from '../src/server/live/live.ts';

/** How a request is sent: as whom, in which brand, in which language. */
export interface Sending {
  token?: string;
  cookie?: string;
  /** Public id of a brand, for the Kolony-Brand header. */
  brand?: string;
  headers?: Record<string, string>;
}

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a caller reads them, by path
type Json = any;

export interface Answer {
  status: number;
  headers: Headers;
  data: Json;
  extensions?: Json;
  errors?: {
    message: string;
    path?: (string | number)[];
    extensions: { code: string; requestId?: string };
  }[];
}

export interface TestBrand {
  /** UUID, and the public id. */
  uuid: string;
  id: string;
}

export interface TestOperator {
  uuid: string;
  id: string;
  email: string;
  /** Bearer token of a session. */
  token: string;
}

export interface TestMember {
  uuid: string;
  id: string;
  /** Access token of a device. */
  token: string;
}

/** A gateway on a port of its own with an empty database of its own. */
export interface TestGateway {
  url: string;
  app: FastifyInstance;
  database: Database;
  databaseUrl: string;
  /** Of a superuser, for looking and tampering behind the policies. */
  adminUrl: string;
  graphql(query: string, variables?: Record<string, unknown>, sending?: Sending): Promise<Answer>;
  brand(over?: { name?: string; currency?: string; timeZone?: string }): Promise<TestBrand>;
  /** A signed-in operator with this role in the brand; no password. */
  operator(brand: TestBrand, role: Role): Promise<TestOperator>;
  /** A member of the brand who is signed in. */
  member(brand: TestBrand): Promise<TestMember>;
  /** A scope in the brand, for use cases that set a story up. */
  scope(brand: TestBrand, operator?: TestOperator, role?: Role): Scope;
  close(): Promise<void>;
}

/** Tests ask more in a second than anyone does. The most that one operation may cost stays. */
const noThrottle = { COST_BUCKET: '1000000000', COST_RESTORE_RATE: '1000000000' };

/** A database that is there already, which somebody else removes. */
export interface DatabaseAt {
  url: string;
  adminUrl: string;
}

/** Starts one; with `on`, one more on the database of another. `replicas`: see `Database.open`. */
export async function startGateway(
  env: Record<string, string> = {},
  {
    on,
    replicas,
    log,
    timing,
  }: {
    on?: DatabaseAt;
    replicas?: DatabaseOptions['replicas'];
    log?: Log;
    timing?: Partial<LiveTiming>;
  } = {},
): Promise<TestGateway> {
  const testing = on ? { ...on, drop: async () => undefined } : await testDatabase();
  const database = await Database.open({ url: testing.url, replicas });
  database.useKeyring(await loadKeyring(database, 'a secret of more than thirty-two characters'));
  let listening: Promise<Listener> | undefined;
  const app = await createApp({
    env: readEnv({
      NODE_ENV: 'test',
      LOG_LEVEL: 'fatal',
      PORT: '0',
      KOLONY_DEMO: 'off',
      ...noThrottle,
      ...env,
    }),
    database,
    schema: createApiSchema(),
    timing,
    readiness: async () => null,
    listen: () => {
      listening ??= Listener.open(testing.url, app.log);
      return listening;
    },
  });
  knowJobs(database, app.log);
  await database.watchReplicas(log ?? app.log);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });

  return {
    url,
    app,
    database,
    databaseUrl: testing.url,
    adminUrl: testing.adminUrl,
    graphql: (query, variables, sending = {}) => send(url, { query, variables }, sending),
    brand: (over = {}) => makeBrand(database, over),
    operator: (brand, role) => makeOperator(database, brand, role),
    member: (brand) => makeMember(database, brand),
    scope: (brand, operator, role = 'owner') =>
      operator ? operatorScope(operator.uuid, { brandId: brand.uuid, role }) : brandScope(brand.uuid),
    close: async () => {
      await app.close();
      await (await listening)?.close();
      await database.close();
      await testing.drop();
    },
  };
}

/** Sends an operation as a client would. */
async function send(url: string, body: object, sending: Sending): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'accept-language': 'en',
      ...(sending.token ? { authorization: `Bearer ${sending.token}` } : {}),
      ...(sending.cookie ? { cookie: sending.cookie } : {}),
      ...(sending.brand ? { 'kolony-brand': sending.brand } : {}),
      ...sending.headers,
    },
    body: JSON.stringify(body),
  });
  const { data, errors, extensions } = (await response.json()) as Pick<
    Answer,
    'data' | 'errors' | 'extensions'
  >;
  return { status: response.status, headers: response.headers, data, errors, extensions };
}

async function makeBrand(
  database: Database,
  {
    name = 'Tea House',
    currency = 'CNY',
    timeZone = 'Asia/Shanghai',
  }: { name?: string; currency?: string; timeZone?: string },
): Promise<TestBrand> {
  const uuid = newId();
  await database.write(systemScope(), async (tx) => {
    await tx.query('insert into brand (id, name, currency, time_zone) values ($1, $2, $3, $4)', [
      uuid,
      name,
      currency,
      timeZone,
    ]);
    return done(null);
  });
  return { uuid, id: encodeId('Brand', uuid) };
}

async function makeOperator(database: Database, brand: TestBrand, role: Role): Promise<TestOperator> {
  const uuid = newId();
  const email = `${uuid}@example.com`;
  const token = newToken();
  await database.write(systemScope(), async (tx) => {
    await tx.query('insert into operator (id, email, name) values ($1, $2, $3)', [
      uuid,
      email,
      `The ${role}`,
    ]);
    await tx.query('insert into brand_operator (brand_id, id, operator_id, role) values ($1, $2, $3, $4)', [
      brand.uuid,
      newId(),
      uuid,
      role,
    ]);
    await tx.query(
      `insert into operator_session (id, operator_id, token_hash, kind, expires_at) values ($1, $2, $3, 'bearer', now() + interval '1 day')`,
      [newId(), uuid, hashToken(token)],
    );
    return done(null);
  });
  return { uuid, id: encodeId('Operator', uuid), email, token };
}

async function makeMember(database: Database, brand: TestBrand): Promise<TestMember> {
  const made = await database.write(brandScope(brand.uuid), async (tx) => {
    const member = await createMember(tx, { displayName: 'Member' });
    if (!member.ok) return member;
    const [known] = await tx.query<{ id: string }>('select id from member_client limit 1');
    const client = known ? done(known.id) : await createMemberClient(tx, { kind: 'mobile', name: 'App' });
    if (!client.ok) return client;
    return done(await openDevice(tx, { memberId: member.value, clientId: client.value, name: 'Phone' }));
  });
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  const { memberId, accessToken } = made.value;
  return { uuid: memberId, id: encodeId('Member', memberId), token: accessToken };
}
