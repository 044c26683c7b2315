import { Database } from '@kolony/domain/foundation/database';
import { encodeId, newId } from '@kolony/domain/foundation/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

let gateway: TestGateway;
let brand: TestBrand;
let owner: TestOperator;
let viewer: TestOperator;
/** A superuser's way in, behind the policies. */
let admin: Database;
beforeAll(async () => {
  gateway = await startGateway();
  brand = await gateway.brand({ name: '晨露茶饮' });
  owner = await gateway.operator(brand, 'owner');
  viewer = await gateway.operator(brand, 'viewer');
  admin = await Database.open({ url: gateway.adminUrl });
});
afterAll(async () => {
  await admin.close();
  await gateway.close();
});

const errors = 'userErrors { code field message }';
const codes = (payload: { userErrors: { code: string; field: string[] }[] }) =>
  payload.userErrors.map(({ code, field }) => `${field.join('.')}:${code}`);
const ask = async (query: string, variables: object = {}, by: object = owner) => {
  const answer = await gateway.graphql(query, { ...variables }, by);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
};
const refusal = async (query: string, variables: object = {}, by: object = owner) =>
  (await gateway.graphql(query, { ...variables }, by)).errors?.map(({ extensions }) => extensions.code);
const create = async (input: object, by = owner) =>
  (
    await ask(
      `mutation ($input: MemberCreateInput!) { memberCreate(input: $input) { member { id version displayName } ${errors} } }`,
      { input },
      by,
    )
  ).memberCreate;
const made = async (input: object): Promise<string> => (await create(input)).member.id;
const change = async (mutation: string, type: string, input: object, selection = 'member { id }') =>
  (
    await ask(`mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} ${errors} } }`, {
      input,
    })
  )[mutation];

describe('a member', () => {
  it('is made, read with all that belongs to them, and changed by version', async () => {
    const id = await made({
      displayName: '小王',
      realName: '王小明',
      address: '上海市浦东新区世纪大道100号',
      gender: 'MALE',
      birthday: '1990-02-28',
      province: '上海',
      interests: ['茶'],
      identities: [
        { kind: 'PHONE', value: '138 1234 5678' },
        { kind: 'EMAIL', value: 'Wang@Example.com' },
        { kind: 'OPENID', namespace: 'wx1', value: 'oX_1' },
      ],
      tags: ['vip', '新客'],
    });
    const whole = `{ id version displayName realName address gender birthday province city interests source
      orderCount spent { amount currency } averageOrder { amount } lastOrderAt mergedInto { id }
      identities { kind namespace value } tags { name memberCount } consents { purpose granted }
      notes { totalCount nodes { body author { name } } } }`;
    const { member } = await ask(`query ($id: ID!) { member(id: $id) ${whole} }`, { id });
    expect(member).toEqual({
      id,
      version: 1,
      displayName: '小王',
      realName: '王**',
      address: '上海市***',
      gender: 'MALE',
      birthday: '1990-02-28',
      province: '上海',
      city: null,
      interests: ['茶'],
      source: 'MANUAL',
      orderCount: 0,
      spent: { amount: '0.00', currency: 'CNY' },
      averageOrder: null,
      lastOrderAt: null,
      mergedInto: null,
      identities: [
        { kind: 'EMAIL', namespace: '', value: 'w***@example.com' },
        { kind: 'OPENID', namespace: 'wx1', value: 'oX_1' },
        { kind: 'PHONE', namespace: '', value: '138****5678' },
      ],
      tags: [
        { name: 'vip', memberCount: 1 },
        { name: '新客', memberCount: 1 },
      ],
      consents: [],
      notes: { totalCount: 0, nodes: [] },
    });

    const update = (version: number) =>
      change(
        'memberUpdate',
        'MemberUpdateInput',
        { id, version, city: '上海', displayName: null },
        'member { version city displayName gender }',
      );
    expect((await update(1)).member).toEqual({ version: 2, city: '上海', displayName: null, gender: 'MALE' });
    expect(codes(await update(1))).toEqual(['version:VERSION_OUTDATED']);
  });

  it('says all that is wrong with an input at once, in the language of the caller', async () => {
    const input = {
      displayName: 'x'.repeat(101),
      birthday: '2999-01-01',
      identities: [{ kind: 'PHONE', value: '12' }],
    };
    expect(codes(await create(input)).sort()).toEqual([
      'birthday:DATE_IN_FUTURE',
      'displayName:TOO_LONG',
      'identities.0.value:PHONE_INVALID',
    ]);
    const chinese = { ...owner, headers: { 'accept-language': 'zh-CN' } };
    const { memberCreate } = await ask(
      `mutation { memberCreate(input: {}) { member { id } ${errors} } }`,
      {},
      chinese,
    );
    expect(memberCreate).toEqual({
      member: null,
      userErrors: [{ code: 'MEMBER_EMPTY', field: [], message: '请至少填写姓名或一个身份标识。' }],
    });
  });

  it('keeps their handles, tags, notes and consents', async () => {
    const memberId = await made({ displayName: 'Keeper' });
    const other = await made({ displayName: 'Other' });
    const identity = { kind: 'PHONE', value: '+86 139 0000 0001' };
    await change('memberIdentityAdd', 'MemberIdentityAddInput', { memberId, identity });
    const taken = await change('memberIdentityAdd', 'MemberIdentityAddInput', { memberId: other, identity });
    expect(codes(taken)).toEqual(['identity.value:IDENTITY_TAKEN']);
    expect(taken.userErrors[0].message).toContain(memberId);

    await change('memberTagsUpdate', 'MemberTagsUpdateInput', { memberId, add: ['b', 'a'] });
    await change('memberTagsUpdate', 'MemberTagsUpdateInput', { memberId, add: ['c'], remove: ['b'] });
    await change('memberNoteCreate', 'MemberNoteCreateInput', { memberId, body: 'first' });
    await change('memberNoteCreate', 'MemberNoteCreateInput', { memberId, body: 'second' });
    const consent = { memberId, purpose: 'MARKETING_SMS', policyVersion: '3', channel: 'counter' };
    await change('memberConsentRecord', 'MemberConsentRecordInput', {
      ...consent,
      granted: true,
      at: '2026-01-01T00:00:00Z',
    });
    await change('memberConsentRecord', 'MemberConsentRecordInput', { ...consent, granted: false });

    const { member } = await ask(
      `query ($id: ID!) { member(id: $id) { identities { id value } tags { name }
        notes(first: 1) { totalCount nodes { body author { name } } pageInfo { hasNextPage endCursor } }
        consents { purpose granted } consentHistory { nodes { granted } }
        timeline { nodes { action actor { id } } } } }`,
      { id: memberId },
    );
    expect(member.tags).toEqual([{ name: 'a' }, { name: 'c' }]);
    expect(member.notes).toMatchObject({
      totalCount: 2,
      nodes: [{ body: 'second', author: { name: 'The owner' } }],
    });
    expect(member.consents).toEqual([{ purpose: 'MARKETING_SMS', granted: false }]);
    expect(member.consentHistory.nodes).toEqual([{ granted: false }, { granted: true }]);
    expect(member.timeline.nodes.map(({ action }: { action: string }) => action)).toEqual([
      'member.consent_withdraw',
      'member.consent_grant',
      'member.note',
      'member.note',
      'member.tags',
      'member.tags',
      'member.identity_add',
      'member.create',
    ]);
    expect(member.timeline.nodes[0].actor.id).toBe(owner.id);

    const next = await ask(
      'query ($id: ID!, $after: String) { member(id: $id) { notes(first: 1, after: $after) { nodes { body } pageInfo { hasNextPage } } } }',
      { id: memberId, after: member.notes.pageInfo.endCursor },
    );
    expect(next.member.notes).toEqual({ nodes: [{ body: 'first' }], pageInfo: { hasNextPage: false } });

    await change('memberIdentityRemove', 'MemberIdentityRemoveInput', { id: member.identities[0].id });
    await change('memberIdentityAdd', 'MemberIdentityAddInput', { memberId: other, identity });
    const { tags } = await ask('{ tags { name memberCount } }');
    expect(tags).toEqual(expect.arrayContaining([{ name: 'b', memberCount: 0 }]));
  });
});

describe('personal data', () => {
  it('is revealed to who may and asks, and each reading is in the audit log and the timeline', async () => {
    const id = await made({ realName: '欧阳娜', identities: [{ kind: 'PHONE', value: '13700000001' }] });
    const query =
      'query ($id: ID!) { member(id: $id) { realName(reveal: true) identities { id value(reveal: true) } } }';
    const { member } = await ask(query, { id });
    expect(member).toMatchObject({ realName: '欧阳娜', identities: [{ value: '+8613700000001' }] });
    const { auditEvents } = await ask(
      'query ($id: ID) { auditEvents(filter: { subjectId: $id }) { nodes { action subjectType changes { after } actor { id } } } }',
      { id },
    );
    const reveals = auditEvents.nodes.filter(({ action }: { action: string }) => action.endsWith('.reveal'));
    expect(reveals).toHaveLength(2);
    expect(reveals).toEqual(
      expect.arrayContaining([
        {
          action: 'member.reveal',
          subjectType: 'Member',
          changes: [{ after: { revealed: ['realName'] } }],
          actor: { id: owner.id },
        },
        {
          action: 'memberIdentity.reveal',
          subjectType: 'MemberIdentity',
          changes: [{ after: { revealed: ['value'] } }],
          actor: { id: owner.id },
        },
      ]),
    );
    expect(JSON.stringify(auditEvents)).not.toContain('欧阳娜');
  });

  it('is not revealed to who may not, whatever else they asked for stays', async () => {
    const id = await made({ realName: '欧阳娜', address: '北京市海淀区1号' });
    const answer = await gateway.graphql(
      'query ($id: ID!) { member(id: $id) { realName(reveal: true) address } }',
      { id },
      viewer,
    );
    expect(answer.data.member).toEqual({ realName: null, address: '北京市***' });
    expect(answer.errors?.map(({ extensions, path }) => [extensions.code, path])).toEqual([
      ['FORBIDDEN', ['member', 'realName']],
    ]);
  });

  it('stands nowhere in the database in the clear', async () => {
    await made({
      realName: '慕容复兴',
      address: '燕子坞九号',
      identities: [{ kind: 'EMAIL', value: 'murong@example.com' }],
    });
    const { rows: tables } = await admin.pool.query(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables) {
      const { rows } = await admin.pool.query(
        `select count(*)::int as hits from "${name}" t where t::text ~ '慕容复兴|燕子坞九号|murong@'
          or t::text like '%' || encode('慕容复兴'::bytea, 'hex') || '%'`,
      );
      expect([name, rows[0].hits]).toEqual([name, 0]);
    }
  });
});

describe('who may not', () => {
  it('read, write or merge is told so', async () => {
    const id = await made({ displayName: 'Guarded' });
    const write = 'mutation { memberCreate(input: { displayName: "x" }) { member { id } } }';
    const merge = `mutation { memberMerge(input: { keptId: "${id}", mergedId: "${id}" }) { merge { id } } }`;
    const marketer = await gateway.operator(brand, 'marketer');
    expect(await refusal(write, {}, viewer)).toEqual(['FORBIDDEN']);
    expect(await refusal(merge, {}, marketer)).toEqual(['FORBIDDEN']);
    expect(await refusal('{ members { totalCount } }', {}, {})).toEqual(['UNAUTHENTICATED']);
  });

  it('see another brand finds nothing there, by whatever way', async () => {
    const other = await gateway.brand({ name: 'Other' });
    const stranger = await gateway.operator(other, 'owner');
    const id = await made({ displayName: 'Mine', identities: [{ kind: 'EXTERNAL_ID', value: 'mine-1' }] });
    const looks = `query ($id: ID!) { member(id: $id) { id } node(id: $id) { id } members(search: "mine-1") { totalCount } all: members { totalCount } }`;
    expect(await ask(looks, { id }, stranger)).toEqual({
      member: null,
      node: null,
      members: { totalCount: 0 },
      all: { totalCount: 0 },
    });
    const update =
      'mutation ($id: ID!) { memberUpdate(input: { id: $id, version: 1, city: "x" }) { member { id } } }';
    expect(await refusal(update, { id }, stranger)).toEqual(['NOT_FOUND']);
    expect(await refusal(update, { id: encodeId('Member', newId()) })).toEqual(['NOT_FOUND']);
    expect(await refusal(update, { id: 'nonsense' })).toEqual(['NOT_FOUND']);
  });
});

describe('merging', () => {
  it('joins two members, and undoing gives each their own back', async () => {
    const kept = await made({ displayName: 'Ann', identities: [{ kind: 'EXTERNAL_ID', value: 'ann' }] });
    const merged = await made({
      displayName: 'Annie',
      city: '杭州',
      identities: [{ kind: 'EXTERNAL_ID', value: 'annie' }],
    });
    const selection =
      'merge { id undoneAt mergedBy { id } merged { id mergedInto { id } } } member { id city identities { value } merges { id } }';
    const done = await change(
      'memberMerge',
      'MemberMergeInput',
      { keptId: kept, mergedId: merged },
      selection,
    );
    expect(done).toMatchObject({
      merge: { undoneAt: null, mergedBy: { id: owner.id }, merged: { id: merged, mergedInto: { id: kept } } },
      member: { id: kept, city: '杭州', identities: [{ value: 'ann' }, { value: 'annie' }] },
      userErrors: [],
    });
    const inList = async () =>
      (await ask('{ members(first: 100) { nodes { id } } }')).members.nodes.map(
        ({ id }: { id: string }) => id,
      );
    expect(await inList()).not.toContain(merged);
    const update = await change('memberUpdate', 'MemberUpdateInput', { id: merged, version: 2, city: 'x' });
    expect(codes(update)).toEqual([':MEMBER_MERGED']);

    const undone = await change('memberMergeUndo', 'MemberMergeUndoInput', { id: done.merge.id }, selection);
    expect(undone.member).toMatchObject({ id: kept, city: null, identities: [{ value: 'ann' }] });
    expect(undone.merge.undoneAt).not.toBeNull();
    expect(await inList()).toContain(merged);
    expect(
      codes(await change('memberMergeUndo', 'MemberMergeUndoInput', { id: done.merge.id }, selection)),
    ).toEqual([':MERGE_UNDONE']);
  });
});
