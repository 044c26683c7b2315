import { keepBirthdays } from '@kolony/domain/birthday/birthday.service';
import { Database } from '@kolony/domain/foundation/database';
import { decodeIdOf, encodeId, idPrefixes, type Noun, newId } from '@kolony/domain/foundation/ids';
import { brandScope } from '@kolony/domain/foundation/scope';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiSchema } from '../src/modules/modules.ts';
import { storedClassNamed, storedType } from '../src/reading/sources.ts';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';
import { tiers } from './reading/world.tiers.ts';
import { leavesOf, operationOf, rootFields, samplesOf, withValue } from './schema-walk.ts';

let gateway: TestGateway;
let admin: Database;
let ours: { brand: TestBrand; owner: TestOperator };
let theirs: { brand: TestBrand; owner: TestOperator };
/** One of each noun that belongs to the other brand. */
const foreign = new Map<Noun, string>();

beforeAll(async () => {
  gateway = await startGateway();
  admin = await Database.open({ url: gateway.adminUrl });
  ours = await brandWithOwner('Ours');
  theirs = await brandWithOwner('Theirs');
  await fill(theirs);
  for (const noun of Object.keys(idPrefixes) as Noun[]) {
    const stored = storedClassNamed(noun);
    const table = stored ? storedType(stored).table : 'stored_file';
    const { rows } = await admin.pool.query<{ id: string }>(
      `select id from "${table}" ${ownedBy[table] ?? 'where brand_id = $1'} order by id limit 1`,
      [ownedBy[table] ? theirs.owner.uuid : theirs.brand.uuid],
    );
    if (rows[0]) foreign.set(noun, rows[0].id);
  }
  foreign.set('Brand', theirs.brand.uuid);
});
afterAll(async () => {
  await admin.close();
  await gateway.close();
});

const ownedBy: Record<string, string> = {
  brand: 'where id is not null and $1::text is not null',
  operator: 'where id = $1',
  operator_session: 'where operator_id = $1',
};

async function brandWithOwner(name: string) {
  const brand = await gateway.brand({ name });
  return { brand, owner: await gateway.operator(brand, 'owner') };
}

async function ask(who: typeof ours, query: string, variables: object = {}) {
  const answer = await gateway.graphql(
    query,
    { ...variables },
    { token: who.owner.token, brand: who.brand.id },
  );
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

/** A brand with one of everything. */
async function fill(who: typeof ours): Promise<void> {
  const made = async (identities: object[]) =>
    (
      await ask(
        who,
        'mutation ($input: MemberCreateInput!) { memberCreate(input: $input) { member { id } } }',
        { input: { displayName: 'One of theirs', realName: '王小明', identities, tags: ['vip'] } },
      )
    ).memberCreate.member.id;
  const memberId = await made([{ kind: 'PHONE', value: '13812345678' }]);
  const mergedId = await made([{ kind: 'PHONE', value: '13912345678' }]);
  await made([]);
  await ask(
    who,
    `mutation ($member: ID!, $merged: ID!) {
      memberNoteCreate(input: { memberId: $member, body: "a note" }) { userErrors { code } }
      memberConsentRecord(input: { memberId: $member, purpose: MEMBERSHIP, granted: true, channel: "x", policyVersion: "1" }) { userErrors { code } }
      memberMerge(input: { keptId: $member, mergedId: $merged }) { userErrors { code } }
      orderRecord(input: { channel: "shop", orderNo: "1", placedAt: "2026-01-01T00:00:00Z", total: "10", status: PAID, memberId: $member }) { userErrors { code } }
      brandUpdate(input: { version: 1, channels: [{ platform: WECHAT, accountName: "x" }] }) { userErrors { code } }
      invitationCreate(input: { email: "guest@example.com", role: VIEWER }) { userErrors { code } }
      savedViewSave(input: { page: "members", name: "mine", state: {}, shared: true }) { userErrors { code } }
    }`,
    { member: memberId, merged: mergedId },
  );
  await ask(
    who,
    `mutation ($member: ID!) {
      pointsEarn(input: { memberId: $member, points: 5 }) @idempotent(key: "earn") { userErrors { code } }
      pointsAdjust(input: { memberId: $member, points: 9, reason: "x" }) @idempotent(key: "adjust") { userErrors { code } }
      earningRuleCreate(input: { name: "rule", event: REVIEW, effect: BASE, points: 5 }) { userErrors { code } }
      memberEventRecord(input: { memberId: $member, event: SHARE }) @idempotent(key: "share") { userErrors { code } }
      badgeCreate(input: { name: "b", icon: STAR, color: "#aa7700", criterion: BY_HAND }) { badge { id } userErrors { code } }
      rewardCreate(input: { name: "tea", kind: GIFT, points: 1 }) { userErrors { code } }
    }`,
    { member: memberId },
  );
  const { rewards, badges } = await ask(who, '{ rewards { nodes { id } } badges { id } }');
  await ask(
    who,
    'mutation ($input: BadgeAwardInput!) { badgeAward(input: $input) { userErrors { code } } }',
    {
      input: { memberId, badgeId: badges[0].id },
    },
  );
  await ask(
    who,
    `mutation ($input: RewardRedeemInput!) {
      rewardRedeem(input: $input) @idempotent(key: "redeem") { userErrors { code } } }`,
    { input: { memberId, rewardId: rewards.nodes[0].id } },
  );
  const { couponTemplateCreate } = await ask(
    who,
    'mutation { couponTemplateCreate(input: { name: "five off", kind: AMOUNT, amount: "5", validDays: 9 }) { template { id } } }',
  );
  const { couponIssue } = await ask(
    who,
    'mutation ($input: CouponIssueInput!) { couponIssue(input: $input) @idempotent(key: "issue") { coupon { id } } }',
    { input: { memberId, templateId: couponTemplateCreate.template.id } },
  );
  await ask(
    who,
    'mutation ($input: CouponRedeemInput!) { couponRedeem(input: $input) @idempotent(key: "use") { redemption { id } userErrors { code } } }',
    { input: { couponIds: [couponIssue.coupon.id], order: { amount: '9', orderNo: 'elsewhere' } } },
  );
  await tiers(gateway.database, brandScope(who.brand.uuid));
  const today = new Date().toISOString().slice(0, 10);
  await admin.pool.query('update member set birthday = $2 where brand_id = $1', [who.brand.uuid, today]);
  await keepBirthdays(gateway.database, who.brand.uuid, { now: new Date(`${today}T06:00:00Z`) });
  const response = await fetch(`${gateway.url}/imports?kind=members&name=a.csv`, {
    method: 'POST',
    headers: {
      'content-type': 'text/csv',
      authorization: `Bearer ${who.owner.token}`,
      'kolony-brand': who.brand.id,
    },
    body: '手机号\n13812345678\n',
  });
  const { importId } = (await response.json()) as { importId: string };
  await ask(who, 'mutation ($id: ID!) { importCheck(input: { id: $id }) { userErrors { code } } }', {
    id: importId,
  });
  await ask(
    who,
    'mutation { memberClientCreate(input: { kind: MOBILE, name: "App" }) { userErrors { code } } }',
  );
  await admin.pool.query(
    `insert into member_device (brand_id, id, member_id, client_id, name, family_hash, refresh_hash, access_hash,
       access_expires_at, expires_at)
     select c.brand_id, $1, $2, c.id, 'Phone', '\\x01', '\\x02', '\\x03', now(), now() + interval '1 day'
     from member_client c where c.brand_id = $3`,
    [newId(), decodeIdOf('Member', memberId), who.brand.uuid],
  );
  await admin.pool.query(
    `insert into import_problem (brand_id, id, import_id, line, position, code, phase)
     select brand_id, $1, id, 1, 1, 'INVALID_VALUE', 'check' from import where brand_id = $2`,
    [newId(), who.brand.uuid],
  );
  await admin.pool.query(
    `insert into notification (id, brand_id, operator_id, kind) values ($1, $2, $3, 'import_undone')`,
    [newId(), who.brand.uuid, who.owner.uuid],
  );
}

/** All rows of the other brand, and those of its owner. */
async function everythingTheirs(): Promise<string> {
  const { rows: tables } = await admin.pool.query<{ name: string }>(
    `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'brand_id' order by 1`,
  );
  const parts: unknown[] = [];
  for (const { name } of tables) {
    const { rows } = await admin.pool.query(
      `select json_agg(to_jsonb(t) order by to_jsonb(t)::text) as all from "${name}" t where brand_id = $1`,
      [theirs.brand.uuid],
    );
    parts.push([name, rows[0]?.all]);
  }
  const { rows } = await admin.pool.query(
    `select to_jsonb(o), (select json_agg(to_jsonb(s) - 'last_seen_at' order by s.id) from operator_session s where s.operator_id = o.id) from operator o where id = $1`,
    [theirs.owner.uuid],
  );
  return JSON.stringify([parts, rows]);
}

/** An answer without what differs in every two requests. */
const comparable = (answer: { status: number; data: unknown; errors?: unknown[] }, id: string) =>
  JSON.stringify([answer.status, answer.data, answer.errors])
    .replaceAll(id, 'ID')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
    .replace(/"[a-z]+_[0-9a-z]{26}"/g, 'ID')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');

describe('the ids of another brand', () => {
  it('exist, one of every noun', () => {
    expect(Object.keys(idPrefixes).filter((noun) => !foreign.has(noun as Noun))).toEqual([]);
  });

  const places = rootFields(createApiSchema()).flatMap((field) =>
    leavesOf(field)
      .filter(({ type }) => type === 'ID')
      .map(({ path }) => [`${field.name}(${path.join('.')})`, field, path] as const),
  );

  it.each(places)('are as unknown ones in %s', async (_, field, path) => {
    const before = await everythingTheirs();
    for (const [noun, uuid] of foreign) {
      const sent = async (id: string) => {
        const { owner, brand } = ours;
        const variables = withValue(samplesOf(field), path, id);
        return comparable(
          await gateway.graphql(operationOf(field), variables, { token: owner.token, brand: brand.id }),
          id,
        );
      };
      expect(await sent(encodeId(noun, uuid)), noun).toBe(await sent(encodeId(noun, newId())));
    }
    expect(await everythingTheirs()).toBe(before);
  });

  it('are as unknown ones in the header, and in the address of a file', async () => {
    const file = encodeId('StoredFile', foreign.get('StoredFile') ?? '');
    const get = async (path: string) => {
      const response = await fetch(`${gateway.url}${path}`, {
        headers: { authorization: `Bearer ${ours.owner.token}` },
      });
      return comparable({ status: response.status, data: await response.json() }, path);
    };
    const nowhere = encodeId('Brand', newId());
    const nothing = encodeId('StoredFile', newId());
    expect(await get(`/files/${ours.brand.id}/${file}`)).toBe(
      await get(`/files/${ours.brand.id}/${nothing}`),
    );
    expect(await get(`/files/${theirs.brand.id}/${file}`)).toBe(await get(`/files/${nowhere}/${nothing}`));
    const within = async (brand: string) =>
      comparable(
        await gateway.graphql(
          '{ members { totalCount } viewer { brand { id } } }',
          {},
          { token: ours.owner.token, brand },
        ),
        brand,
      );
    expect(await within(theirs.brand.id)).toBe(await within(nowhere));
  });
});
