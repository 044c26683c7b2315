import { found, type Transaction } from '../foundation/database.ts';
import { DomainError, done, type Outcome, refused, type UserError, userError } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { checkText } from '../foundation/text.ts';

/** A page of the console under a name: its filters, order and columns as they stand in the address. */
export interface SaveView {
  /** The page, `members`. */
  page: string;
  /** Unique per operator and page; saving under the same name replaces it. */
  name: string;
  /** The state of the page; at most 20 kB as JSON. */
  state: Record<string, unknown>;
  /** Whether the colleagues in the brand see it too. Needs VIEW_SHARE. */
  shared: boolean;
}

const largestState = 20_000;
const mostViews = 200;

/**
 * Saves a view of the operator. Returns its id. Its state is sealed, and stands in no event: it holds what was searched
 * for, which may be a telephone number or a name.
 */
export async function saveView(tx: Transaction, input: SaveView): Promise<Outcome<string>> {
  const operatorId = actingOperator(tx);
  const name = checkText('name', input.name, { limit: 60, required: true });
  const errors: UserError[] = [...name.errors];
  if (!/^[a-z][a-z-]{0,39}$/.test(input.page)) errors.push(userError('INVALID_VALUE', 'page'));
  const state = JSON.stringify(input.state);
  if (state.length > largestState) errors.push(userError('TOO_LONG', 'state', { limit: largestState }));
  if (input.shared && !tx.scope.permissions.has('VIEW_SHARE')) {
    errors.push(userError('FORBIDDEN', 'shared', { permission: 'VIEW_SHARE' }));
  }
  if (errors.length > 0) return refused(...errors);
  const [count] = await tx.query<{ n: number }>(
    'select count(*)::int as n from saved_view where operator_id = $1 and (page, name) <> ($2, $3)',
    [operatorId, input.page, name.text],
  );
  if ((count?.n ?? 0) >= mostViews) return refused(userError('TOO_MANY', 'name', { limit: mostViews }));
  const [before] = await tx.query<{ shared: boolean; version: number }>(
    'select shared, version from saved_view where operator_id = $1 and page = $2 and name = $3 for update',
    [operatorId, input.page, name.text],
  );
  const [saved] = await tx.query<{ id: string; version: number }>(
    `insert into saved_view (brand_id, id, operator_id, page, name, state_sealed, shared)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (brand_id, operator_id, page, name) do update set state_sealed = excluded.state_sealed,
       shared = excluded.shared, version = saved_view.version + 1, updated_at = $8
     returning id, version`,
    [
      tx.brandId,
      newId(),
      operatorId,
      input.page,
      name.text,
      tx.keyring.seal(state, 'saved_view.state_sealed', tx.brandId),
      input.shared,
      tx.now.toISOString(),
    ],
  );
  const { id, version } = found(saved, 'SavedView');
  const after = { page: input.page, name: name.text, shared: input.shared, version };
  tx.audit({
    action: before ? 'saved_view.update' : 'saved_view.create',
    subjectType: 'SavedView',
    changes: [{ id, before: before ? { ...after, ...before } : null, after }],
  });
  return done(id);
}

/** Deletes a view of the operator. Views of others, shared ones too, are as unknown. Returns its id. */
export async function deleteView(tx: Transaction, id: string): Promise<Outcome<string>> {
  const [deleted] = await tx.query<{ page: string; name: string; shared: boolean }>(
    'delete from saved_view where id = $1 and operator_id = $2 returning page, name, shared',
    [id, actingOperator(tx)],
  );
  const before = found(deleted, 'SavedView');
  tx.audit({
    action: 'saved_view.delete',
    subjectType: 'SavedView',
    changes: [{ id, before: { ...before }, after: null }],
  });
  return done(id);
}

function actingOperator(tx: Transaction): string {
  if (tx.scope.actor.kind !== 'operator') throw new DomainError('UNAUTHENTICATED');
  return tx.scope.actor.id;
}
