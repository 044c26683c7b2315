import { done } from '@kolony/domain/foundation/errors';
import { brandScope } from '@kolony/domain/foundation/scope';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startGateway, type TestBrand } from './harness.ts';
import { codesOf, type MemberWorld, startMemberWorld, type Tokens } from './member-world.ts';

const appId = 'wx00000000000000ba';
let world: MemberWorld;
let brand: TestBrand;
beforeAll(async () => {
  world = await startMemberWorld();
  brand = await world.brandWithApp(appId);
});
afterAll(() => world.close());
beforeEach(() => world.unthrottle());

const refresh = (refreshToken: string) =>
  world.gateway.graphql(
    'mutation ($token: String!) { memberTokenRefresh(input: { refreshToken: $token }) { tokens { accessToken refreshToken } userErrors { code } } }',
    { token: refreshToken },
  );
const refreshed = async (token: string): Promise<Tokens> =>
  (await refresh(token)).data.memberTokenRefresh.tokens;
const me = (accessToken: string) => world.gateway.graphql('{ me { id } }', {}, { token: accessToken });
/** Lets time pass for all devices of the brand. */
const later = (seconds: number) =>
  world.gateway.database.write(brandScope(brand.uuid), async (tx) =>
    done(
      await tx.query(
        `update member_device set refreshed_at = refreshed_at - make_interval(secs => $1),
           access_expires_at = access_expires_at - make_interval(secs => $1),
           expires_at = expires_at - make_interval(secs => $1), signed_in_at = signed_in_at - make_interval(secs => $1)`,
        [seconds],
      ),
    ),
  );
const minute = 60;
const day = 24 * 60 * minute;

describe('an access token', () => {
  it('serves for a quarter of an hour', async () => {
    const { accessToken, refreshToken } = await world.signedIn(appId, 'o-quarter');
    await later(14 * minute);
    expect(codesOf(await me(accessToken))).toEqual([]);
    await later(2 * minute);
    expect(codesOf(await me(accessToken))).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await me((await refreshed(refreshToken)).accessToken))).toEqual([]);
  });

  it('serves no more when another was given in its place, also where it was met just before', async () => {
    const first = await world.signedIn(appId, 'o-place');
    for (let n = 0; n < 3; n++) expect(codesOf(await me(first.accessToken))).toEqual([]);
    await refreshed(first.refreshToken);
    expect(codesOf(await me(first.accessToken))).toEqual(['UNAUTHENTICATED']);
  });

  it('is no cookie, no operator’s token and no refresh token', async () => {
    const { accessToken, refreshToken } = await world.signedIn(appId, 'o-kinds');
    const asCookie = await world.gateway.graphql(
      '{ me { id } }',
      {},
      { cookie: `kolony_session=${accessToken}` },
    );
    expect(codesOf(asCookie)).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await me(refreshToken))).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await me(`${accessToken.slice(0, -1)}-`))).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await refresh(accessToken))).toEqual(['REFRESH_TOKEN_INVALID']);
  });

  it('is of one brand: another that is named is unknown', async () => {
    const { accessToken } = await world.signedIn(appId, 'o-brand');
    const other = await world.gateway.brand();
    const naming = (id: string) =>
      world.gateway.graphql('{ me { id } }', {}, { token: accessToken, brand: id });
    expect(codesOf(await naming(brand.id))).toEqual([]);
    expect(codesOf(await naming(other.id))).toEqual(['NOT_FOUND']);
  });

  it('serves at another process of the installation, until it is revoked at the first', async () => {
    const { gateway } = world;
    const second = await startGateway({}, { on: { url: gateway.databaseUrl, adminUrl: gateway.adminUrl } });
    const { accessToken } = await world.signedIn(appId, 'o-processes');
    const there = () => second.graphql('{ me { id } }', {}, { token: accessToken });
    for (let n = 0; n < 3; n++) expect(codesOf(await there())).toEqual([]);
    await gateway.graphql('mutation { meSignOut { devices } }', {}, { token: accessToken });
    expect(codesOf(await there())).toEqual(['UNAUTHENTICATED']);
    await second.close();
  });
});

describe('a refresh token', () => {
  it('is exchanged once; an older one ends the sign-in for all who hold a token of it', async () => {
    const first = await world.signedIn(appId, 'o-reuse');
    const second = await refreshed(first.refreshToken);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    const third = await refreshed(second.refreshToken);
    expect(codesOf(await refresh(first.refreshToken))).toEqual(['REFRESH_TOKEN_INVALID']);
    expect(codesOf(await me(third.accessToken))).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await refresh(third.refreshToken))).toEqual(['REFRESH_TOKEN_INVALID']);
    const { token } = await world.gateway.operator(brand, 'owner');
    const log = await world.gateway.graphql('{ auditEvents(first: 1) { nodes { action } } }', {}, { token });
    expect(log.data.auditEvents.nodes).toEqual([{ action: 'member.token_reuse' }]);
  });

  it('is taken once more for half a minute, since the answer may be lost: what that held serves no more', async () => {
    const first = await world.signedIn(appId, 'o-lost');
    const lost = await refreshed(first.refreshToken);
    await later(20);
    const second = await refreshed(first.refreshToken);
    expect(codesOf(await me(second.accessToken))).toEqual([]);
    expect(codesOf(await me(lost.accessToken))).toEqual(['UNAUTHENTICATED']);
    // Whoever got the lost answer shows it by using it.
    expect(codesOf(await refresh(lost.refreshToken))).toEqual(['REFRESH_TOKEN_INVALID']);
    expect(codesOf(await me(second.accessToken))).toEqual(['UNAUTHENTICATED']);
  });

  it('ends the sign-in when it is shown again after that', async () => {
    const first = await world.signedIn(appId, 'o-late');
    const second = await refreshed(first.refreshToken);
    await later(31);
    expect(codesOf(await refresh(first.refreshToken))).toEqual(['REFRESH_TOKEN_INVALID']);
    expect(codesOf(await me(second.accessToken))).toEqual(['UNAUTHENTICATED']);
  });

  it('leaves one of many who show it at once with tokens that serve', async () => {
    const first = await world.signedIn(appId, 'o-race');
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(first.refreshToken)));
    const given: Tokens[] = answers.flatMap(({ data }) => data.memberTokenRefresh.tokens ?? []);
    expect(given).toHaveLength(8);
    const served = await Promise.all(
      given.map(async ({ accessToken }) => codesOf(await me(accessToken)).length === 0),
    );
    expect(served.filter(Boolean)).toHaveLength(1);
    // An old one among those who come at once ends it, whatever the order.
    const live = given[served.indexOf(true)];
    const next = await refreshed(live?.refreshToken ?? '');
    await later(31);
    await Promise.all([
      refresh(next.refreshToken),
      refresh(live?.refreshToken ?? ''),
      refresh(next.refreshToken),
    ]);
    expect(codesOf(await refresh(next.refreshToken))).toEqual(['REFRESH_TOKEN_INVALID']);
  });

  it('does not end a sign-in by somebody who holds no token of it', async () => {
    const tokens = await world.signedIn(appId, 'o-guess');
    const guess = `kmr_${'A'.repeat(65)}`;
    for (const token of [
      guess,
      '',
      'x'.repeat(10_000),
      `${tokens.refreshToken}x`,
      tokens.refreshToken.slice(0, -1),
    ])
      expect(codesOf(await refresh(token))).toEqual(['REFRESH_TOKEN_INVALID']);
    expect(codesOf(await me(tokens.accessToken))).toEqual([]);
  });

  it('runs out after 60 days without use, and after a year at the latest', async () => {
    const first = await world.signedIn(appId, 'o-days');
    await later(59 * day);
    let { refreshToken } = await refreshed(first.refreshToken);
    await later(61 * day);
    expect(codesOf(await refresh(refreshToken))).toEqual(['REFRESH_TOKEN_INVALID']);
    refreshToken = (await world.signedIn(appId, 'o-days')).refreshToken;
    for (let n = 0; n < 6; n++) {
      await later(59 * day);
      refreshToken = (await refreshed(refreshToken)).refreshToken;
    }
    await later(12 * day);
    expect(codesOf(await refresh(refreshToken))).toEqual(['REFRESH_TOKEN_INVALID']);
  });

  it('is stored as a hash alone', async () => {
    const tokens = await world.signedIn(appId, 'o-hash');
    const { rows } = await world.gateway.database.read(brandScope(brand.uuid), async ({ query }) => ({
      rows: await query<{ text: string }>('select row_to_json(d)::text as text from member_device d'),
    }));
    const text = rows.map((row) => row.text).join();
    for (const token of Object.values(tokens)) expect(text).not.toContain(String(token).slice(4, 26));
  });
});
