import { encodeId, newId } from '@kolony/domain/foundation/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

let gateway: TestGateway;
let brand: TestBrand;
let owner: TestOperator;
let viewer: TestOperator;
beforeAll(async () => {
  gateway = await startGateway({ PUBLIC_URL: 'https://kolony.example.com/' });
  brand = await gateway.brand({ name: '晨露茶饮' });
  owner = await gateway.operator(brand, 'owner');
  viewer = await gateway.operator(brand, 'viewer');
});
afterAll(() => gateway.close());

const errors = 'userErrors { code field message }';
const codes = (payload: { userErrors: { code: string }[] }) => payload.userErrors.map(({ code }) => code);
const invite = (by: TestOperator, email: string, role: string) =>
  gateway.graphql(
    `mutation ($email: String!, $role: Role!) { invitationCreate(input: { email: $email, role: $role }) {
      url invitation { id email role expired invitedBy { id } } ${errors} } }`,
    { email, role },
    by,
  );
const accept = (url: string, over: object = {}) =>
  gateway.graphql(
    `mutation ($input: InvitationAcceptInput!) { invitationAccept(input: $input) { token viewer { role seats { role brand { name } } } ${errors} } }`,
    {
      input: {
        token: new URL(url).searchParams.get('token'),
        name: '周舟',
        password: 'violet-Harbour-39-kiwi',
        session: 'BEARER',
        ...over,
      },
    },
  );
const seats = async (by: TestOperator, sending: object = {}) =>
  (
    await gateway.graphql(
      '{ brandOperators { id version role operator { id name email } } }',
      {},
      { ...by, ...sending },
    )
  ).data.brandOperators;
const seatOf = async (who: TestOperator, by = owner) =>
  (await seats(by)).find((seat: { operator: { id: string } }) => seat.operator.id === who.id);
const setRole = (by: TestOperator, seat: { id: string; version: number }, role: string) =>
  gateway.graphql(
    `mutation ($input: BrandOperatorUpdateInput!) { brandOperatorUpdate(input: $input) { brandOperator { role version } ${errors} } }`,
    { input: { id: seat.id, version: seat.version, role } },
    by,
  );
const remove = (by: TestOperator, id: string) =>
  gateway.graphql(
    `mutation ($id: ID!) { brandOperatorRemove(input: { id: $id }) { removedId ${errors} } }`,
    { id },
    by,
  );

describe('a brand', () => {
  const update = (by: TestOperator, input: object) =>
    gateway.graphql(
      `mutation ($input: BrandUpdateInput!) { brandUpdate(input: $input) { brand { version name logoUrl primaryColor channels { id platform accountName url } } ${errors} } }`,
      { input },
      by,
    );

  it('is changed by its manager, whole or not at all', async () => {
    const manager = await gateway.operator(brand, 'manager');
    const refused = await update(manager, {
      version: 1,
      name: '',
      primaryColor: 'red',
      timeZone: 'Mars/Base',
      channels: [{ platform: 'WECHAT', accountName: ' ' }],
    });
    expect(refused.data.brandUpdate).toMatchObject({
      brand: null,
      userErrors: [
        { code: 'REQUIRED', field: ['name'] },
        { code: 'COLOR_INVALID', field: ['primaryColor'] },
        { code: 'TIME_ZONE_INVALID', field: ['timeZone'] },
        { code: 'REQUIRED', field: ['channels', '0', 'accountName'] },
      ],
    });
    const done = await update(manager, {
      version: 1,
      primaryColor: '#0A7CFF',
      logoUrl: 'https://cdn.example.com/logo.png',
      channels: [
        {
          platform: 'XIAOHONGSHU',
          accountName: '晨露茶饮',
          url: 'https://www.xiaohongshu.com/user/profile/1',
        },
        { platform: 'WECHAT', accountName: '晨露茶饮' },
      ],
    });
    expect(done.data.brandUpdate).toMatchObject({
      brand: {
        version: 2,
        name: '晨露茶饮',
        primaryColor: '#0a7cff',
        channels: [{ platform: 'XIAOHONGSHU' }, { platform: 'WECHAT', url: null }],
      },
      userErrors: [],
    });
    const outdated = await update(manager, { version: 1, name: '另一个名字' });
    expect(outdated.data.brandUpdate.userErrors).toMatchObject([
      {
        code: 'VERSION_OUTDATED',
        field: ['version'],
        message: 'You changed an old version (1; it is now 2).',
      },
    ]);
  });

  it('loses what null is given for, and keeps what it has to have', async () => {
    const version = async () =>
      (await gateway.graphql('{ brand { version } }', {}, owner)).data.brand.version;
    const changed = async (input: object) =>
      (
        await gateway.graphql(
          `mutation ($input: BrandUpdateInput!) { brandUpdate(input: $input) { brand { positioning logoUrl primaryColor channels { id } } ${errors} } }`,
          { input: { ...input, version: await version() } },
          owner,
        )
      ).data.brandUpdate;
    const given = {
      positioning: '好茶',
      logoUrl: 'https://cdn.example.com/logo.png',
      primaryColor: '#0a7cff',
      channels: [{ platform: 'WECHAT', accountName: '晨露茶饮' }],
    };
    expect((await changed(given)).brand).toMatchObject({ positioning: '好茶', primaryColor: '#0a7cff' });
    expect((await changed({})).brand).toMatchObject({ positioning: '好茶', primaryColor: '#0a7cff' });
    const none = { positioning: null, logoUrl: null, primaryColor: null, channels: null };
    expect((await changed(none)).brand).toEqual({
      positioning: '',
      logoUrl: null,
      primaryColor: null,
      channels: [],
    });
    const { userErrors } = await changed({ name: null, timeZone: null, currency: null });
    expect(userErrors.map(({ code, field }: { code: string; field: string[] }) => [code, ...field])).toEqual([
      ['REQUIRED', 'name'],
      ['REQUIRED', 'timeZone'],
      ['REQUIRED', 'currency'],
    ]);
  });

  it('once it is made belongs to its maker, who switches by header', async () => {
    const created = await gateway.graphql(
      `mutation { brandCreate(input: { name: "山野咖啡", timeZone: "Asia/Tokyo", currency: "JPY" }) { brand { id name currency channels { id } } ${errors} } }`,
      {},
      owner,
    );
    expect(created.data.brandCreate).toMatchObject({
      brand: { name: '山野咖啡', currency: 'JPY', channels: [] },
      userErrors: [],
    });
    const other = created.data.brandCreate.brand.id;
    const ask = '{ brand { id name } viewer { role seats { role brand { name } } } }';
    expect((await gateway.graphql(ask, {}, owner)).data).toMatchObject({
      brand: { name: '晨露茶饮' },
      viewer: {
        seats: [
          { role: 'OWNER', brand: { name: '晨露茶饮' } },
          { role: 'OWNER', brand: { name: '山野咖啡' } },
        ],
      },
    });
    expect((await gateway.graphql(ask, {}, { ...owner, brand: other })).data.brand).toEqual({
      id: other,
      name: '山野咖啡',
    });
  });

  it('of others can’t be seen or touched, by whatever id', async () => {
    const theirs = await gateway.brand({ name: 'Secret' });
    const stranger = await gateway.operator(theirs, 'owner');
    const invited = (await invite(stranger, 'someone@example.com', 'VIEWER')).data.invitationCreate.invitation
      .id;
    const [seat] = await seats(stranger);
    for (const id of [theirs.id, seat.id, stranger.id, invited, encodeId('BrandOperator', newId())]) {
      expect(
        (await gateway.graphql('query ($id: ID!) { node(id: $id) { id } }', { id }, owner)).data.node,
        id,
      ).toBeNull();
      expect((await remove(owner, id)).errors?.[0]?.extensions.code, id).toBe('NOT_FOUND');
      expect((await setRole(owner, { id, version: 1 }, 'VIEWER')).errors?.[0]?.extensions.code, id).toBe(
        'NOT_FOUND',
      );
    }
    for (const id of [theirs.id, encodeId('Brand', newId()), 'nonsense']) {
      const answer = await gateway.graphql('{ brand { name } }', {}, { ...owner, brand: id });
      expect(answer.errors).toMatchObject([
        { message: 'No such brand.', extensions: { code: 'NOT_FOUND', requestId: expect.any(String) } },
      ]);
    }
    expect(await seats(stranger)).toHaveLength(1);
  });

  it('is not changed by who may only look on', async () => {
    const seat = await seatOf(owner);
    const attempts = [
      update(viewer, { version: 2, name: 'Mine' }),
      invite(viewer, 'friend@example.com', 'OWNER'),
      setRole(viewer, seat, 'VIEWER'),
      remove(viewer, seat.id),
      gateway.graphql(
        `mutation { brandCreate(input: { name: "x", timeZone: "UTC", currency: "CNY" }) { ${errors} } }`,
        {},
        viewer,
      ),
    ];
    for (const attempt of attempts) expect((await attempt).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const anonymous = await gateway.graphql(
      '{ brand { name } brandOperators { id } sessions { id } permissionMatrix { role } }',
    );
    expect(anonymous.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(Object.values(anonymous.data)).toEqual([null, null, null, null]);
  });
});

describe('operators of a brand', () => {
  it('show what each role may do', async () => {
    const { permissionMatrix } = (
      await gateway.graphql('{ permissionMatrix { role permissions } }', {}, viewer)
    ).data;
    const of = (role: string) =>
      permissionMatrix.find((one: { role: string }) => one.role === role).permissions;
    expect(permissionMatrix).toHaveLength(8);
    expect(of('OWNER')).toContain('BRAND_CREATE');
    expect(of('MANAGER')).not.toContain('BRAND_CREATE');
    const shown = (await gateway.graphql('{ viewer { role permissions } }', {}, viewer)).data.viewer;
    expect(shown).toEqual({ role: 'VIEWER', permissions: of('VIEWER') });
  });

  it('change roles, from the next request on; the last owner stays', async () => {
    const analyst = await gateway.operator(brand, 'analyst');
    expect((await setRole(owner, await seatOf(analyst), 'MANAGER')).data.brandOperatorUpdate).toMatchObject({
      brandOperator: { role: 'MANAGER', version: 2 },
    });
    expect(codes((await setRole(analyst, await seatOf(viewer), 'OWNER')).data.brandOperatorUpdate)).toEqual([
      'OWNER_ONLY',
    ]);
    expect(
      (await setRole(owner, await seatOf(owner), 'VIEWER')).data.brandOperatorUpdate.userErrors,
    ).toMatchObject([{ code: 'LAST_OWNER', field: ['role'] }]);
    expect(codes((await remove(owner, (await seatOf(owner)).id)).data.brandOperatorRemove)).toEqual([
      'LAST_OWNER',
    ]);
  });

  it('leave by themselves, and have nothing to look at then', async () => {
    const finance = await gateway.operator(brand, 'finance');
    const seat = await seatOf(finance);
    expect((await remove(finance, seat.id)).data.brandOperatorRemove).toEqual({
      removedId: seat.id,
      userErrors: [],
    });
    const after = await gateway.graphql(
      '{ viewer { operator { email } brand { id } role permissions seats { role } } }',
      {},
      finance,
    );
    expect(after.data.viewer).toEqual({
      operator: { email: finance.email },
      brand: null,
      role: null,
      permissions: [],
      seats: [],
    });
    expect((await gateway.graphql('{ brand { id } }', {}, finance)).errors?.[0]?.extensions.code).toBe(
      'BRAND_REQUIRED',
    );
  });
});

describe('an invitation', () => {
  it('is known to its receiver alone where mail is set up', async () => {
    const mailing = await startGateway({ SMTP_URL: 'smtp://127.0.0.1:2525' });
    try {
      const by = await mailing.operator(await mailing.brand(), 'manager');
      const { data } = await mailing.graphql(
        `mutation { invitationCreate(input: { email: "zhou@example.com", role: VIEWER }) {
          url invitation { email } ${errors} } }`,
        {},
        by,
      );
      expect(data.invitationCreate).toEqual({
        url: null,
        invitation: { email: 'zhou@example.com' },
        userErrors: [],
      });
    } finally {
      await mailing.close();
    }
  });

  const open = async () =>
    (await gateway.graphql('{ invitations { id email } }', {}, owner)).data.invitations;

  it('brings a new operator in, once', async () => {
    const { invitation, url } = (await invite(owner, 'Zhou@Example.com', 'MARKETER')).data.invitationCreate;
    expect(invitation).toMatchObject({
      email: 'zhou@example.com',
      role: 'MARKETER',
      expired: false,
      invitedBy: { id: owner.id },
    });
    expect(url).toMatch(/^https:\/\/kolony\.example\.com\/invitation\?token=[\w-]{43}$/);
    const preview = () =>
      gateway.graphql(
        'query ($token: String!) { invitationByToken(token: $token) { brandName email role operatorExists } }',
        {
          token: new URL(url).searchParams.get('token'),
        },
      );
    expect((await preview()).data.invitationByToken).toEqual({
      brandName: '晨露茶饮',
      email: 'zhou@example.com',
      role: 'MARKETER',
      operatorExists: false,
    });
    expect(codes((await accept(url, { name: '', password: 'qwertyuiop' })).data.invitationAccept)).toEqual([
      'REQUIRED',
      'PASSWORD_TOO_COMMON',
    ]);
    const accepted = await accept(url);
    expect(accepted.data.invitationAccept).toMatchObject({
      token: expect.any(String),
      viewer: { role: 'MARKETER' },
      userErrors: [],
    });
    expect(codes((await accept(url)).data.invitationAccept)).toEqual(['LINK_INVALID']);
    expect((await preview()).data.invitationByToken).toBeNull();
    expect((await open()).map(({ email }: { email: string }) => email)).not.toContain('zhou@example.com');
  });

  it('is taken back, and answered alike when it is retried with a key', async () => {
    const mutation = `mutation { invitationCreate(input: { email: "key@example.com", role: VIEWER }) @idempotent(key: "one") { url invitation { id } } }`;
    const [first, second] = [
      await gateway.graphql(mutation, {}, owner),
      await gateway.graphql(mutation, {}, owner),
    ];
    expect(second.data).toEqual(first.data);
    const { id } = first.data.invitationCreate.invitation;
    await gateway.graphql(
      `mutation ($id: ID!) { invitationRevoke(input: { id: $id }) { ${errors} } }`,
      { id },
      owner,
    );
    expect(codes((await accept(first.data.invitationCreate.url)).data.invitationAccept)).toEqual([
      'LINK_INVALID',
    ]);
    expect((await open()).map((one: { id: string }) => one.id)).not.toContain(id);
  });
});
