import { expect, test } from 'vitest';
import { makeBrand, makeOperator, openStory } from '../../tests/story.ts';
import type { Database, Transaction } from '../foundation/database.ts';
import type { Outcome } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { operatorScope, type Scope } from '../foundation/scope.ts';
import { addIdentity, removeIdentity } from './identity.service.ts';
import { resolveMember, upsertMembers } from './member.record.service.ts';
import { createMember, createNote, recordConsent, updateMember, updateTags } from './member.service.ts';

async function story() {
  const { database, admin } = await openStory();
  const brand = await makeBrand(database);
  const act = <T>(work: (tx: Transaction) => Promise<Outcome<T>>, scope: Scope = brand.scope) =>
    database.write(scope, work);
  const rows = async (sql: string, values: unknown[] = []) => (await admin.query(sql, values)).rows;
  return { database, admin, brand, act, rows };
}

async function value<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const result = await outcome;
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value;
}

async function codes(outcome: Promise<Outcome<unknown>>): Promise<string[]> {
  const result = await outcome;
  return result.ok ? [] : result.errors.map(({ code, field }) => `${field.join('.')}:${code}`);
}

test('a member is made with all that is known, sealed where it is personal, and masked in the audit log', async () => {
  const { act, rows, brand } = await story();
  const id = await value(
    act((tx) =>
      createMember(tx, {
        displayName: ' 小王 ',
        realName: '王小明',
        address: '上海市浦东新区世纪大道100号',
        gender: 'male',
        birthday: '1990-02-28',
        interests: ['茶', '茶', ' 咖啡 '],
        identities: [
          { kind: 'phone', value: '138-1234-5678' },
          { kind: 'email', value: ' Wang@Example.COM ' },
          { kind: 'openid', namespace: 'wx1', value: 'oX_1' },
        ],
        tags: ['新客', 'VIP'],
      }),
    ),
  );
  const [member] = await rows('select * from member where id = $1', [id]);
  expect(member).toMatchObject({
    display_name: '小王',
    interests: ['茶', '咖啡'],
    source: 'manual',
    version: 1,
  });
  expect(member.real_name_sealed.toString('utf8')).not.toContain('王小明');
  const identities = await rows(
    'select kind, namespace, value, value_sealed from member_identity order by kind',
  );
  expect(identities.map(({ kind, value }) => [kind, value])).toEqual([
    ['email', null],
    ['openid', 'oX_1'],
    ['phone', null],
  ]);
  const [event] = await rows(`select * from audit_event where action = 'member.create'`);
  expect(event).toMatchObject({ brand_id: brand.id, subject_ids: [id] });
  const log = JSON.stringify(event.changes);
  for (const secret of ['王小明', '13812345678', '世纪大道', 'wang@example.com', '02-28']) {
    expect(log).not.toContain(secret);
  }
  for (const shown of ['138****5678', 'w***@example.com', '王**', '上海市***', 'VIP'])
    expect(log).toContain(shown);
});

test('all that is wrong with a new member comes back at once, and nothing is written', async () => {
  const { act, rows } = await story();
  const refusal = act((tx) =>
    createMember(tx, {
      displayName: 'x'.repeat(101),
      realName: 'a\u0000b',
      birthday: '2999-01-01',
      interests: ['ok', '\ud800'],
      identities: [
        { kind: 'phone', value: '123' },
        { kind: 'email', value: 'a@b' },
        { kind: 'phone', namespace: 'shop', value: '13812345678' },
        { kind: 'external_id', value: '  ' },
      ],
    }),
  );
  expect((await codes(refusal)).sort()).toEqual([
    'birthday:DATE_IN_FUTURE',
    'displayName:TOO_LONG',
    'identities.0.value:PHONE_INVALID',
    'identities.1.value:EMAIL_INVALID',
    'identities.2.namespace:NAMESPACE_NOT_ALLOWED',
    'identities.3.value:REQUIRED',
    'interests.1:INVALID_TEXT',
    'realName:INVALID_TEXT',
  ]);
  expect(await codes(act((tx) => createMember(tx, { realName: ' ' })))).toEqual([':MEMBER_EMPTY']);
  expect(await rows('select from member')).toHaveLength(0);
  expect(await rows('select from audit_event where brand_id is not null')).toHaveLength(0);
});

test('an update changes what is given, clears what is null and refuses an old version', async () => {
  const { act, rows } = await story();
  const id = await value(
    act((tx) => createMember(tx, { displayName: 'Ann', realName: 'Ann Lee', city: '杭州' })),
  );
  await value(act((tx) => updateMember(tx, { id, version: 1, displayName: 'Anna', city: null })));
  const [member] = await rows('select * from member');
  expect(member).toMatchObject({ display_name: 'Anna', city: null, version: 2 });
  expect(member.real_name_sealed).not.toBeNull();
  expect(await codes(act((tx) => updateMember(tx, { id, version: 1, city: '宁波' })))).toEqual([
    'version:VERSION_OUTDATED',
  ]);
  await value(act((tx) => updateMember(tx, { id, version: 2, displayName: 'Anna', realName: 'Ann Lee' })));
  expect((await rows('select version from member'))[0].version).toBe(2);
  const [event] = await rows(`select changes from audit_event where action = 'member.update'`);
  expect(event.changes[0].before).toMatchObject({ city: '杭州' });
  expect(event.changes[0].after).toMatchObject({ city: null });
  expect(Object.keys(event.changes[0].after).sort()).toEqual(['city', 'displayName']);
});

test('a change between names that mask alike shows in the audit log all the same', async () => {
  const { act, rows } = await story();
  const id = await value(act((tx) => createMember(tx, { realName: '王小明' })));
  await value(act((tx) => updateMember(tx, { id, version: 1, realName: '王大明' })));
  const [event] = await rows(`select changes from audit_event where action = 'member.update'`);
  const { before, after } = event.changes[0];
  expect(before.realName).toMatch(/^王\*\* #[0-9a-f]{4}$/);
  expect(after.realName).not.toBe(before.realName);
});

test('an identity belongs to one member; giving it again changes nothing', async () => {
  const { act, rows } = await story();
  const phone = { kind: 'phone', value: '+86 138 1234 5678' } as const;
  const ann = await value(act((tx) => createMember(tx, { displayName: 'Ann' })));
  const bob = await value(act((tx) => createMember(tx, { displayName: 'Bob' })));
  await value(act((tx) => addIdentity(tx, { memberId: ann, identity: phone })));
  await value(act((tx) => addIdentity(tx, { memberId: ann, identity: { ...phone, value: '13812345678' } })));
  expect(await rows('select from member_identity')).toHaveLength(1);
  expect(await codes(act((tx) => addIdentity(tx, { memberId: bob, identity: phone })))).toEqual([
    'identity.value:IDENTITY_TAKEN',
  ]);
  expect(await codes(act((tx) => createMember(tx, { identities: [phone] })))).toEqual([
    'identities:IDENTITY_TAKEN',
  ]);
  const [identity] = await rows('select id from member_identity');
  await value(act((tx) => removeIdentity(tx, { id: identity.id })));
  await value(act((tx) => addIdentity(tx, { memberId: bob, identity: phone })));
  expect(await rows('select member_id from member_identity')).toEqual([{ member_id: bob }]);
  await expect(act((tx) => removeIdentity(tx, { id: newId() }))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('another brand has its own members: the same phone is another member there, and ids do not reach across', async () => {
  const { act, database, rows } = await story();
  const other = await makeBrand(database, 'Other');
  const phone = [{ kind: 'phone', value: '13812345678' }] as const;
  const mine = await value(act((tx) => createMember(tx, { identities: phone })));
  const theirs = await value(act((tx) => createMember(tx, { identities: phone }), other.scope));
  expect(mine).not.toBe(theirs);
  await expect(act((tx) => updateMember(tx, { id: theirs, version: 1, city: 'x' }))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(act((tx) => createNote(tx, { memberId: theirs, body: 'x' }))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(
    new Set((await rows(`select encode(lookup, 'hex') as l from member_identity`)).map(({ l }) => l)).size,
  ).toBe(2);
});

test('tags are made by name, given and taken off; notes keep their author and stay out of the audit log', async () => {
  const { act, rows, database, brand } = await story();
  const operator = await makeOperator(database, brand.id);
  const scope = operatorScope(operator, { brandId: brand.id, role: 'owner' });
  const id = await value(act((tx) => createMember(tx, { displayName: 'Ann', tags: ['a'] }), scope));
  await value(
    act((tx) => updateTags(tx, { memberId: id, add: ['b', 'c', 'b'], remove: ['a', 'zz'] }), scope),
  );
  const names = await rows('select t.name from member_tag m join tag t on t.id = m.tag_id order by 1');
  expect(names).toEqual([{ name: 'b' }, { name: 'c' }]);
  await value(act((tx) => createNote(tx, { memberId: id, body: 'likes green tea\nand oolong' }), scope));
  expect(await rows('select body, author_id from member_note')).toEqual([
    { body: 'likes green tea\nand oolong', author_id: operator },
  ]);
  const log = JSON.stringify(await rows('select * from audit_event'));
  expect(log).not.toContain('oolong');
  expect(log).toContain('member.note');
  expect(log).toContain(operator);
});

test('consents are added, never overwritten, and withdrawn as they were given', async () => {
  const { act, rows, database, brand } = await story();
  const memberId = await value(act((tx) => createMember(tx, { displayName: 'Ann' })));
  const consent = {
    memberId,
    purpose: 'marketing_sms',
    policyVersion: '2026-01',
    channel: 'counter',
  } as const;
  await value(
    act((tx) => recordConsent(tx, { ...consent, granted: true, at: new Date('2026-01-02T03:04:05Z') })),
  );
  await value(act((tx) => recordConsent(tx, { ...consent, granted: false })));
  expect(await rows('select granted from member_consent order by at')).toEqual([
    { granted: true },
    { granted: false },
  ]);
  const future = new Date(Date.now() + 86_400_000);
  expect(await codes(act((tx) => recordConsent(tx, { ...consent, granted: true, at: future })))).toEqual([
    'at:DATE_IN_FUTURE',
  ]);
  const change = database.write(brand.scope, async (tx) => {
    await tx.query('update member_consent set granted = true');
    return { ok: true, value: null };
  });
  await expect(change).rejects.toThrow(/permission denied/);
});

test('a consent by a clock that is ahead does not outlive a withdrawal after it', async () => {
  const { act, rows } = await story();
  const memberId = await value(act((tx) => createMember(tx, { displayName: 'Ann' })));
  const consent = { memberId, purpose: 'marketing_sms', policyVersion: '1', channel: 'counter' } as const;
  const ahead = new Date(Date.now() + 4 * 60_000);
  await value(act((tx) => recordConsent(tx, { ...consent, granted: true, at: ahead })));
  await value(act((tx) => recordConsent(tx, { ...consent, granted: false })));
  const held = 'select granted, at <= now() as past from member_consent order by at desc, id desc';
  expect(await rows(held)).toEqual([
    { granted: false, past: true },
    { granted: true, past: true },
  ]);
});

async function newPhoneAtOnce(database: Database, scope: Scope, times: number) {
  return Promise.all(
    Array.from({ length: times }, (_, at) =>
      value(
        database.write(scope, (tx) =>
          resolveMember(
            tx,
            [
              { kind: 'phone', value: '13800000001' },
              { kind: 'openid', value: `device ${at}` },
            ],
            { source: 'api', displayName: `from call ${at}` },
          ),
        ),
      ),
    ),
  );
}

test('one new phone given many times at once makes one member, who gets every other identity', async () => {
  const { database, brand, rows } = await story();
  const resolved = await newPhoneAtOnce(database, brand.scope, 30);
  expect(new Set(resolved.map(({ id }) => id)).size).toBe(1);
  expect(resolved.filter(({ created }) => created)).toHaveLength(1);
  expect(await rows('select from member')).toHaveLength(1);
  expect(await rows('select from member_identity')).toHaveLength(31);
});

test('identities of two members are refused, naming both, and join nobody', async () => {
  const { act, rows } = await story();
  const phone = { kind: 'phone', value: '13800000001' } as const;
  const email = { kind: 'email', value: 'b@example.com' } as const;
  await value(act((tx) => resolveMember(tx, [phone], { source: 'api' })));
  await value(act((tx) => resolveMember(tx, [email], { source: 'api' })));
  const both = await act((tx) =>
    resolveMember(tx, [phone, email, { kind: 'openid', value: 'new' }], { source: 'api' }),
  );
  expect(both).toMatchObject({ ok: false, errors: [{ code: 'IDENTITIES_OF_TWO_MEMBERS' }] });
  expect(JSON.stringify(both).match(/member_[0-9a-z]{26}/g)).toHaveLength(2);
  expect(await rows('select from member_identity')).toHaveLength(2);
});

test('a batch says what became of each record, and the same batch again changes nothing', async () => {
  const { database, brand, rows } = await story();
  const run = (records: Parameters<typeof upsertMembers>[1]) =>
    value(database.write(brand.scope, async (tx) => ({ ok: true, value: await upsertMembers(tx, records) })));
  const external = (value: string) => [{ kind: 'external_id', value }] as const;
  const batch = [
    { identities: external('1'), realName: '李雷', tags: ['vip'], note: 'first', source: 'import' },
    { identities: [...external('2'), { kind: 'phone', value: 'nonsense' }], source: 'import' },
    { identities: external('3'), city: '北京', source: 'import' },
    { identities: external('3'), city: '上海', displayName: null, source: 'import' },
    { identities: [...external('1'), ...external('3')], source: 'import' },
    { identities: [], displayName: 'nobody', source: 'import' },
  ] as const;
  const first = await run(batch);
  expect(first.map(({ kind }) => kind)).toEqual([
    'created',
    'refused',
    'created',
    'updated',
    'refused',
    'refused',
  ]);
  expect(first[3]).toMatchObject({ before: { columns: { city: '北京' } } });
  expect(first[4]).toMatchObject({ errors: [{ code: 'IDENTITIES_OF_TWO_MEMBERS' }] });
  expect(first[5]).toMatchObject({ errors: [{ code: 'IDENTITY_REQUIRED' }] });
  expect(
    await rows('select jsonb_array_length(changes) as n from audit_event where brand_id is not null'),
  ).toEqual([{ n: 2 }]);

  const unchanged = await run([batch[0], batch[3]]);
  expect(unchanged.map(({ kind }) => kind)).toEqual(['unchanged', 'unchanged']);
  expect(await rows('select from audit_event where brand_id is not null')).toHaveLength(1);
  expect(await rows('select from member_note')).toHaveLength(1);

  const more = await run([
    {
      identities: [...external('1'), { kind: 'phone', value: '13812345678' }],
      realName: '李蕾',
      tags: ['vip', 'b'],
      note: 'second',
      source: 'import',
    },
  ]);
  const [before] = more.flatMap((result) => (result.kind === 'updated' ? [result.before] : []));
  expect(Object.keys(before?.columns ?? {})).toEqual(['real_name_sealed']);
  expect(before?.columns.real_name_sealed).toMatch(/^\\x/);
  expect([before?.identities, before?.tags, before?.notes].map((ids) => ids?.length)).toEqual([1, 1, 1]);
  expect(JSON.stringify(before)).not.toContain('李雷');
});
