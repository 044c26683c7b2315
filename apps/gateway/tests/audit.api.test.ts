import { done } from '@kolony/domain/foundation/errors';
import { encodeId, newId } from '@kolony/domain/foundation/ids';
import { brandScope } from '@kolony/domain/foundation/scope';
import { asAdmin } from '@kolony/testkit/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

let gateway: TestGateway;
let brand: TestBrand;
let officer: TestOperator;

beforeAll(async () => {
  gateway = await startGateway();
  brand = await gateway.brand();
  officer = await gateway.operator(brand, 'compliance_officer');
});
afterAll(() => gateway.close());

const as = (operator: TestOperator, of = brand) => ({ token: operator.token, brand: of.id });

interface Act {
  action?: string;
  subjectType?: string;
  ids?: string[];
  relatedIds?: string[];
  by?: TestOperator;
  of?: TestBrand;
}

async function act({
  action = 'member.update',
  subjectType = 'Member',
  ids = [newId()],
  relatedIds,
  by,
  of = brand,
}: Act) {
  const actor = by ? ({ kind: 'operator', id: by.uuid } as const) : ({ kind: 'system', id: null } as const);
  const scope = brandScope(of.uuid, { actor, ip: '192.0.2.7', requestId: 'req-1' });
  await gateway.database.write(scope, async (tx) => {
    const changes = ids.map((id) => ({ id, before: { city: 'Hangzhou' }, after: { city: 'Suzhou' } }));
    tx.audit({ action, subjectType, changes, relatedIds });
    return done(null);
  });
  return ids;
}

const events = `query ($filter: AuditFilter) { auditEvents(filter: $filter) { totalCount nodes {
  id seq at actorKind actor { name } action subjectType subjectIds changeCount changes { id before after } ip requestId hash } } }`;

test('an event with all that is known of it', async () => {
  const [member = ''] = await act({ by: officer });
  const { data, errors } = await gateway.graphql(
    events,
    { filter: { subjectId: encodeId('Member', member) } },
    as(officer),
  );
  expect(errors).toBeUndefined();
  expect(data.auditEvents).toEqual({
    totalCount: 1,
    nodes: [
      {
        id: expect.stringMatching(/^audit_/),
        seq: expect.any(Number),
        at: expect.stringMatching(/Z$/),
        actorKind: 'OPERATOR',
        actor: { name: 'The compliance_officer' },
        action: 'member.update',
        subjectType: 'Member',
        subjectIds: [encodeId('Member', member)],
        changeCount: 1,
        changes: [
          { id: encodeId('Member', member), before: { city: 'Hangzhou' }, after: { city: 'Suzhou' } },
        ],
        ip: '192.0.2.7',
        requestId: 'req-1',
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ],
  });
});

test('filters: act, noun, record that it concerns, operator, time; the latest first', async () => {
  const other = await gateway.brand({ name: 'Filters' });
  const owner = await gateway.operator(other, 'owner');
  const memberId = newId();
  await act({ of: other, action: 'order.record', subjectType: 'Order', relatedIds: [memberId] });
  await act({ of: other, action: 'tag.create', subjectType: 'Tag', by: owner });
  await act({ of: other });
  const find = async (filter: object) => {
    const { data, errors } = await gateway.graphql(events, { filter }, as(owner, other));
    expect(errors).toBeUndefined();
    return data.auditEvents.nodes.map((node: { action: string }) => node.action);
  };
  expect(await find({})).toEqual(['member.update', 'tag.create', 'order.record']);
  expect(await find({ action: ['tag.create', 'order.record'] })).toEqual(['tag.create', 'order.record']);
  expect(await find({ subjectType: ['Member'] })).toEqual(['member.update']);
  expect(await find({ subjectId: encodeId('Member', memberId) })).toEqual(['order.record']);
  expect(await find({ actorId: owner.id })).toEqual(['tag.create']);
  const soon = new Date(Date.now() + 60_000).toISOString();
  expect(await find({ at: { from: soon } })).toEqual([]);
  expect(await find({ at: { to: soon } })).toHaveLength(3);
  for (const filter of [{ subjectId: 'x' }, { actorId: brand.id }]) {
    const { errors } = await gateway.graphql(events, { filter }, as(owner, other));
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  }
});

test('of a bulk act the first hundred records are shown, and how many there were', async () => {
  const ids = await act({ action: 'member.import', ids: Array.from({ length: 250 }, newId) });
  const { data } = await gateway.graphql(
    events,
    { filter: { subjectId: encodeId('Member', ids[240] ?? '') } },
    as(officer),
  );
  const [event] = data.auditEvents.nodes;
  expect([event.changeCount, event.changes.length, event.subjectIds.length]).toEqual([250, 100, 100]);
  expect(event.changes[99].id).toBe(encodeId('Member', ids[99] ?? ''));
});

test('the log is for who may read it; another brand’s is not there', async () => {
  const marketer = await gateway.operator(brand, 'marketer');
  const denied = await gateway.graphql(
    `{ auditEvents { totalCount } auditChain { intact } }`,
    {},
    as(marketer),
  );
  expect(denied.errors?.map(({ extensions }) => extensions.code)).toContain('FORBIDDEN');

  const [member = ''] = await act({ by: officer });
  await act({ action: 'brandOperator.update', subjectType: 'BrandOperator', ids: [member], by: officer });
  const { data } = await gateway.graphql(
    events,
    { filter: { subjectId: encodeId('Member', member) } },
    as(officer),
  );
  const [ofSeat, ofMember] = data.auditEvents.nodes;
  const byId = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on AuditEvent { action changes { id } ip requestId } } }`;
  const ids = [ofMember.id, ofSeat.id];
  const limited = await gateway.graphql(byId, { ids }, as(marketer));
  expect(limited.data.nodes).toEqual([
    { action: 'member.update', changes: [{ id: encodeId('Member', member) }], ip: null, requestId: null },
    { action: 'brandOperator.update', changes: [], ip: null, requestId: null },
  ]);
  const elsewhere = await gateway.brand({ name: 'Elsewhere' });
  const stranger = await gateway.operator(elsewhere, 'owner');
  const theirs = await gateway.graphql(byId, { ids }, as(stranger, elsewhere));
  expect(theirs.data.nodes).toEqual([null, null]);
});

test('the check of the chain finds what a superuser tampered with', async () => {
  const other = await gateway.brand({ name: 'Chain' });
  const owner = await gateway.operator(other, 'owner');
  for (let i = 0; i < 3; i++) await act({ of: other });
  const query = '{ auditChain { events intact brokenAt } }';
  const intact = await gateway.graphql(query, {}, as(owner, other));
  expect(intact.data.auditChain).toEqual({ events: 3, intact: true, brokenAt: null });

  await asAdmin(gateway.adminUrl, async (admin) => {
    await admin.query('set session_replication_role = replica');
    await admin.query(`update audit_event set action = 'x' where brand_id = $1 and seq = 2`, [other.uuid]);
  });
  const broken = await gateway.graphql(query, {}, as(owner, other));
  expect(broken.data.auditChain).toEqual({ events: 3, intact: false, brokenAt: 2 });
});
