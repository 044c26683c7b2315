import { permissionMatrix, roles } from '@kolony/domain/foundation/permissions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiSchema } from '../src/modules/modules.ts';
import { startGateway, type TestBrand, type TestGateway } from './harness.ts';
import { operationOf, rootFields, samplesOf } from './schema-walk.ts';

let gateway: TestGateway;
let brand: TestBrand;
beforeAll(async () => {
  gateway = await startGateway();
  brand = await gateway.brand();
});
afterAll(() => gateway.close());

/** Who may do what, written down a second time: a change of it is seen in two places. */
const needs: Record<string, string> = {
  ANYONE:
    'installation invitationByToken viewer setup signIn invitationAccept passwordReset passwordResetRequest memberSignInByWechat memberCodeRequest memberSignInByPhone memberTokenRefresh',
  SIGNED_IN:
    'node nodes notifications notificationsMarkRead permissionMatrix sessions operatorUpdate passwordChange recoveryCodesRenew sessionRevoke sessionsRevokeOthers signOut totpBegin totpConfirm totpDisable',
  BRAND_READ: 'brand savedViews savedViewSave savedViewDelete brandOperatorRemove',
  BRAND_UPDATE: 'brandUpdate memberClients memberClientCreate memberClientUpdate memberClientDelete',
  BRAND_CREATE: 'brandCreate',
  MEMBER_SELF:
    'me meLeaderboard meLeaderboardsSet meUpdate meConsentRecord meDeviceRevoke meRewardRedeem meCouponQuote meCouponRedeem meSignOut meClose',
  OPERATOR_READ: 'brandOperators invitations',
  OPERATOR_MANAGE: 'brandOperatorUpdate invitationCreate invitationRevoke',
  MEMBER_READ:
    'member members memberEvents birthdayCare badge badges badgeAwards leaderboard tags memberExport rfmMatrix rfmGroups lifecycleFlow standingSettings standingPreview tierLadder tierLadderChanges tiersEnding benefitUses',
  MEMBER_WRITE:
    'memberCreate memberUpdate memberNoteCreate memberTagsUpdate memberBulkTag memberConsentRecord memberIdentityAdd memberIdentityRemove badgeAward badgeRevoke memberLeaderboardsSet',
  MEMBER_MERGE: 'memberMerge memberMergeUndo',
  ORDER_READ: 'order orders orderExport overview',
  ORDER_WRITE: 'orderRecord orderPay orderRefund orderCancel',
  IMPORT_READ: 'import imports importFields',
  IMPORT_RUN: 'importRead importMap importCheck importMend importRun importCancel importUndo importDiscard',
  // One's own may be cancelled without JOB_MANAGE.
  JOB_READ: 'job jobs jobCancel',
  JOB_MANAGE: 'jobRetry',
  AUDIT_READ: 'auditEvents auditChain',
  POINTS_READ:
    'pointsEntry pointsEntries pointsExpiry pointsProgramme pointsLiability pointsAdjustments earningRules pointsSimulate reward rewards rewardRedemptions couponTemplate couponTemplates coupons couponRedemptions couponReport',
  // Deciding needs POINTS_APPROVE too, but for who takes back what they asked for.
  POINTS_WRITE:
    'pointsEarn pointsRedeem pointsGiveBack pointsTakeBack pointsRelease pointsAdjust pointsAdjustmentDecide memberEventRecord rewardRedeem rewardRedemptionDecide benefitUse benefitUseUndo',
  COUPON_ISSUE: 'couponQuote couponIssue couponBulkIssue couponRedeem couponRelease couponRevoke',
  PROGRAMME_UPDATE:
    'couponTemplateCreate couponTemplateUpdate badgeCreate badgeUpdate badgeDelete earningPreview earningRuleCreate earningRuleUpdate earningRuleDelete rewardCreate rewardUpdate pointsProgrammeUpdate standingSettingsUpdate standingCalculate tierLadderPreview tierLadderPreviewCreate tierLadderChange tierLadderRollback benefitCreate benefitUpdate benefitDelete',
};
const neededBy = new Map(
  Object.entries(needs).flatMap(([need, names]) => names.split(' ').map((name) => [name, need])),
);
const refusals = ['UNAUTHENTICATED', 'FORBIDDEN', 'BRAND_REQUIRED', 'MEMBERS_ONLY'];

describe('every field of Query and Mutation', () => {
  const fields = rootFields(createApiSchema());

  it('is in the list of who may use it', () => {
    expect(fields.map(({ name }) => name).sort()).toEqual([...neededBy.keys()].sort());
  });

  it.each(fields.map((field) => [field.name, field] as const))(
    '%s is refused to whom it should',
    async (name, field) => {
      const need = neededBy.get(name) ?? '';
      const refusal = async (sending: { token?: string; brand?: string }) => {
        const { errors, status } = await gateway.graphql(operationOf(field), samplesOf(field), sending);
        expect(errors?.[0]?.message && status === 400 ? errors[0].message : '').toBe('');
        // A finer refusal names its field too, but is no refusal of the whole.
        const whole =
          errors?.filter(({ path }) => path?.length === 1).map(({ extensions }) => extensions.code) ?? [];
        return whole.find((code) => refusals.includes(code)) ?? 'let in';
      };
      expect(await refusal({})).toBe(need === 'ANYONE' ? 'let in' : 'UNAUTHENTICATED');
      expect(await refusal({ token: 'made-up' })).toBe(need === 'ANYONE' ? 'let in' : 'UNAUTHENTICATED');
      for (const role of roles) {
        const { token } = await gateway.operator(brand, role);
        const open =
          ['ANYONE', 'SIGNED_IN'].includes(need) || [...permissionMatrix[role]].some((has) => has === need);
        expect([role, await refusal({ token, brand: brand.id })]).toEqual([
          role,
          open ? 'let in' : need === 'MEMBER_SELF' ? 'MEMBERS_ONLY' : 'FORBIDDEN',
        ]);
      }
    },
  );
});

describe('personal data', () => {
  const inClear = /王小明|13812345678|世纪大道100号|wang@example\.com/;

  /** Every way to it that there is. */
  const ways = (ids: Record<string, string>) => {
    const person = 'realName(reveal: true) address(reveal: true) identities { value(reveal: true) }';
    return [
      `{ member(id: "${ids.member}") { ${person} } }`,
      `{ member(id: "${ids.member}") { r: realName(reveal: true) realName a: address(reveal: true) } }`,
      `{ members(first: 5) { nodes { ${person} } edges { node { ${person} } } } }`,
      `{ node(id: "${ids.member}") { ... on Member { ${person} } } }`,
      `{ node(id: "${ids.identity}") { ... on MemberIdentity { value(reveal: true) } } }`,
      `{ nodes(ids: ["${ids.member}", "${ids.order}"]) { ... on Member { ${person} } ... on Order { member { ${person} } } } }`,
      `{ order(id: "${ids.order}") { member { ${person} orders { nodes { member { ${person} } } } } } }`,
      `{ node(id: "${ids.merge}") { ... on MemberMerge { kept { ${person} } merged { ${person} } } } }`,
      `query ($yes: Boolean!) { member(id: "${ids.member}") { ...P } } fragment P on Member { realName(reveal: $yes) address(reveal: $yes) identities { value(reveal: $yes) } }`,
      `{ member(id: "${ids.member}") { timeline { nodes { changes { before after } } } } }`,
      `{ auditEvents(first: 100) { nodes { changes { before after } } } }`,
      `mutation { memberTagsUpdate(input: { memberId: "${ids.member}", add: ["seen"] }) { member { ${person} } } }`,
      `mutation { orderPay(input: { id: "${ids.order}" }) { order { member { ${person} } } } }`,
    ];
  };

  it('is seen in the clear only by roles that may, and never in the audit log', async () => {
    const place = await gateway.brand();
    const owner = await gateway.operator(place, 'owner');
    const ask = async (query: string) => (await gateway.graphql(query, {}, owner)).data;
    const create = (name: string, phone: string) =>
      ask(`mutation { memberCreate(input: { realName: "${name}", address: "上海市浦东新区世纪大道100号", identities: [
        { kind: PHONE, value: "${phone}" }, { kind: EMAIL, value: "${phone === '13812345678' ? 'wang' : 'li'}@example.com" }] }) { member { id identities { id } } } }`);
    const kept = (await create('王小明', '13812345678')).memberCreate.member;
    const gone = (await create('李雷', '13912345678')).memberCreate.member;
    const { memberMerge } = await ask(
      `mutation { memberMerge(input: { keptId: "${kept.id}", mergedId: "${gone.id}" }) { merge { id } } }`,
    );
    const { orderRecord } = await ask(
      `mutation { orderRecord(input: { channel: "shop", orderNo: "9", placedAt: "2026-01-01T00:00:00Z", total: "10", memberId: "${kept.id}" }) { order { id } } }`,
    );
    const ids = {
      member: kept.id,
      identity: kept.identities[0].id,
      merge: memberMerge.merge.id,
      order: orderRecord.order.id,
    };
    for (const role of roles) {
      const { token } = await gateway.operator(place, role);
      for (const query of ways(ids)) {
        const answer = await gateway.graphql(query, { yes: true }, { token, brand: place.id });
        const shown = inClear.test(JSON.stringify(answer.data));
        const log = /timeline|auditEvents/.test(query);
        const blocked = answer.errors?.some(({ path }) => path?.length === 1) ?? false;
        expect([role, query, shown]).toEqual([
          role,
          query,
          !log && !blocked && permissionMatrix[role].has('MEMBER_REVEAL'),
        ]);
      }
    }
  });
});
