import { found, type Transaction } from '../foundation/database.ts';
import { DomainError, done, type Outcome, refused, type UserError, userError } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { brandTerms, lockMembers } from '../member/member.store.ts';
import { newCode } from './coupon.code.ts';
import { faceOf, issueProblem, validityOf } from './template.rules.ts';
import { lockTemplates, type StoredTemplate } from './template.store.ts';

export interface GrantCoupon {
  templateId: string;
  memberId: string;
  /** Unique in the brand: what has this key is issued once. */
  key: string;
  /** What it is given for. */
  subject?: { type: string; id: string } | undefined;
}

/**
 * Issues a coupon to a member, for whatever gives members coupons; gives its id. Locks the member and then the template,
 * which may be locked before in that order. `COUPON_TEMPLATE_PAUSED`, `COUPON_TEMPLATE_ENDED`, `COUPON_ISSUE_LIMIT_REACHED`,
 * `COUPON_MEMBER_LIMIT_REACHED`, `COUPON_BUDGET_SPENT`, `MEMBER_CLOSED`.
 * @throws DomainError IDEMPOTENCY_KEY_REUSED
 */
export async function grantCoupon(tx: Transaction, grant: GrantCoupon): Promise<Outcome<string>> {
  const granted = await grantOnce(tx, grant);
  return granted.ok ? done(granted.value.id) : granted;
}

/** The same by an operator, which the audit log tells. */
export async function issueCoupon(tx: Transaction, grant: GrantCoupon): Promise<Outcome<string>> {
  const granted = await grantOnce(tx, grant);
  if (!granted.ok) return granted;
  const { id, memberId, isNew } = granted.value;
  if (isNew) auditIssued(tx, [{ id, memberId }]);
  return done(id);
}

/** Tells the audit log which coupons were issued, and to whom. */
export function auditIssued(tx: Transaction, coupons: readonly { id: string; memberId: string }[]): void {
  if (coupons.length === 0) return;
  tx.audit({
    action: 'coupon.issue',
    subjectType: 'Coupon',
    changes: coupons.map(({ id }) => ({ id, before: null, after: { status: 'usable' } })),
    relatedIds: coupons.map(({ memberId }) => memberId),
  });
}

async function grantOnce(
  tx: Transaction,
  { templateId, memberId: given, key, subject }: GrantCoupon,
): Promise<Outcome<{ id: string; memberId: string; isNew: boolean }>> {
  const { id: memberId, closed } = found((await lockMembers(tx, [given])).get(given), 'Member');
  const [known] = await tx.query<{ id: string; template_id: string; member_id: string }>(
    'select id, template_id, member_id from coupon where brand_id = $1 and key = $2',
    [tx.brandId, key],
  );
  if (known) {
    const isSame = known.template_id === templateId && [memberId, given].includes(known.member_id);
    if (!isSame) throw new DomainError('IDEMPOTENCY_KEY_REUSED');
    return done({ id: known.id, memberId, isNew: false });
  }
  if (closed) return refused(userError('MEMBER_CLOSED', 'memberId'));
  const template = found((await lockTemplates(tx, [templateId])).get(templateId), 'CouponTemplate');
  const issuing = await openIssuing(tx, template, [memberId]);
  const problem = issuing.problem() ?? issuing.problemOf(memberId);
  if (problem) return refused(problem);
  const id = issuing.issue(memberId, key, subject);
  await issuing.store();
  return done({ id, memberId, isNew: true });
}

/** Coupons of one template that are being issued. It is locked, and so are the members. */
export interface Issuing {
  /** Why nobody can be issued one more; undefined when somebody can. */
  problem(): UserError | undefined;
  /** Why this member can't. */
  problemOf(memberId: string): UserError | undefined;
  /** Adds one; gives its id. */
  issue(memberId: string, key: string, subject?: GrantCoupon['subject']): string;
  /** Writes all that were added. */
  store(): Promise<void>;
}

/** Begins to issue coupons of a template, locked, to members, locked. */
export async function openIssuing(
  tx: Transaction,
  template: StoredTemplate,
  memberIds: readonly string[],
): Promise<Issuing> {
  const { timeZone } = await brandTerms(tx);
  const { startsAt, expiresAt } = validityOf(template, tx.now, timeZone);
  const { memberLimit } = template;
  const had = memberLimit === null ? new Map() : await countOfMembers(tx, template.id, memberIds);
  const counts = { ...template.counts };
  const face = faceOf(template);
  const rows: Record<string, unknown>[] = [];
  return {
    problem: () => issueProblem(template, counts, expiresAt, tx.now),
    problemOf: (memberId) =>
      memberLimit !== null && (had.get(memberId) ?? 0) >= memberLimit
        ? userError('COUPON_MEMBER_LIMIT_REACHED', 'memberId', { limit: memberLimit })
        : undefined,
    issue(memberId, key, subject) {
      const id = newId();
      rows.push({
        id,
        member_id: memberId,
        code: newCode(),
        key,
        subject_type: subject?.type ?? null,
        subject_id: subject?.id ?? null,
      });
      had.set(memberId, (had.get(memberId) ?? 0) + 1);
      counts.issued++;
      counts.heldMinor += face;
      return id;
    },
    async store() {
      if (rows.length === 0) return;
      await tx.query(
        `insert into coupon (brand_id, id, template_id, member_id, code, key, subject_type, subject_id, starts_at, expires_at,
           held_minor, issued_at)
         select $2, r.id, $3, r.member_id, r.code, r.key, r.subject_type, r.subject_id, $4, $5, $6, $7
         from jsonb_to_recordset($1) r(id uuid, member_id uuid, code text, key text, subject_type text, subject_id uuid)`,
        [JSON.stringify(rows), tx.brandId, template.id, startsAt, expiresAt, face, tx.now],
      );
    },
  };
}

async function countOfMembers(
  tx: Transaction,
  templateId: string,
  memberIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx.query<{ member_id: string; n: number }>(
    `select c.member_id, count(*)::int as n from coupon c
     where c.brand_id = $1 and c.template_id = $2 and c.member_id = any ($3::uuid[]) and c.status <> 'revoked'
     group by c.member_id`,
    [tx.brandId, templateId, memberIds],
  );
  return new Map(rows.map(({ member_id, n }) => [member_id, n]));
}
