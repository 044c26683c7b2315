import { z } from 'zod';
import { type ChainVerdict, sealAuditChain, verifyAuditChain } from '../foundation/audit.ts';
import type { Database } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { noId } from '../foundation/ids.ts';
import { defineJob } from '../foundation/jobs.ts';
import type { Log } from '../foundation/log.ts';
import { brandScope, type Scope, systemScope } from '../foundation/scope.ts';

/**
 * Checks the audit chains of all brands and of the installation, every night. A broken one is said loudly in the log,
 * and noted at the end of the chain itself, where operators see it. A whole one is sealed up to its end, and the end is
 * noted in the log: whoever could set the database back to an earlier state doesn't reach what the log has told.
 */
export const auditCheckJob = defineJob({
  name: 'audit.verify',
  input: z.object({}),
  timeLimitSeconds: 6 * 3600,
  async run({ database, signal, log }) {
    const chains = await auditChains(database);
    let broken = 0;
    for (const { scope } of chains) {
      signal.throwIfAborted();
      const verdict = await database.read(scope, (tx) => verifyAuditChain(tx, database.keyring));
      if (verdict.intact) {
        await seal(database, scope, log);
        continue;
      }
      broken++;
      const { events, brokenAt } = verdict;
      log.error(
        { brandId: scope.brandId, events, brokenAt },
        'THE AUDIT CHAIN IS BROKEN: an event was changed, removed or slipped in. Compare with a backup.',
      );
      await noteBroken(database, scope, verdict).catch((error: unknown) =>
        log.error({ err: error, brandId: scope.brandId }, 'the broken chain takes no further event'),
      );
    }
    log.info({ chains: chains.length, broken }, 'the audit chains are checked');
  },
});

async function seal(database: Database, scope: Scope, log: Log): Promise<void> {
  const sealed = await database.write(scope, async (tx) => {
    const end = await sealAuditChain(tx, tx.keyring);
    const old = await tx.query(`select from audit_event where seq = 1 and at < now() - interval '2 days'`);
    return done({ end, isMissing: end?.isFirst && old.length > 0 });
  });
  if (!sealed.ok || !sealed.value.end) return;
  const { end, isMissing } = sealed.value;
  const fields = { brandId: scope.brandId, seq: end.seq, hash: end.hash };
  log.info(fields, 'the audit chain is whole up to this event');
  if (isMissing) {
    log.warn(
      fields,
      'no seal of an earlier check of this audit chain was left: compare it with what was logged of it before',
    );
  }
}

/** The scopes of all chains, the installation's first, with the names of the brands whose they are. */
export async function auditChains(database: Database): Promise<{ scope: Scope; name: string }[]> {
  const brands = await database.read(systemScope(), ({ query }) =>
    query<{ id: string; name: string }>('select id, name from brand order by id'),
  );
  return [
    { scope: systemScope(), name: '' },
    ...brands.map(({ id, name }) => ({ scope: brandScope(id), name })),
  ];
}

async function noteBroken(
  database: Database,
  scope: Scope,
  { events, brokenAt }: ChainVerdict,
): Promise<void> {
  await database.write(scope, async (tx) => {
    tx.audit({
      action: 'audit.broken',
      subjectType: 'AuditChain',
      changes: [
        {
          id: scope.brandId ?? noId,
          before: null,
          after: { events, brokenAt },
        },
      ],
    });
    return done(undefined);
  });
}
