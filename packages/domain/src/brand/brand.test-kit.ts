import { done } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import type { Role } from '../foundation/permissions.ts';
import { brandScope, operatorScope } from '../foundation/scope.ts';
import { makeOperator, openTestDatabase, valueIn } from '../operator/operator.test-kit.ts';
import { appoint, createBrand } from './brand.service.ts';

let people = 0;

/** A database of its own, with what tests of brands and of those who work in them do over and over. */
export async function openBrandKit() {
  const db = await openTestDatabase();
  const write = <T>(
    scope: Parameters<typeof db.database.write>[0],
    work: Parameters<typeof db.database.write<T>>[1],
  ) => db.database.write(scope, work);
  const inBrand = <Row extends object>(brandId: string, text: string, values: unknown[] = []) =>
    db.database.read(brandScope(brandId), (tx) => tx.query<Row>(text, values));

  async function newBrand(): Promise<string> {
    return valueIn(
      await write(brandScope(newId()), (tx) =>
        createBrand(tx, { name: '晨露茶饮', timeZone: 'Asia/Shanghai', currency: 'CNY' }),
      ),
    );
  }

  /** Someone who works in the brand: their ids and their scope there. */
  async function colleague(brandId: string, role: Role, email = `person${++people}@example.com`) {
    const operatorId = await makeOperator(db.database, email);
    const seatId = valueIn(
      await write(brandScope(brandId), async (tx) => done(await appoint(tx, { operatorId, role }))),
    );
    return { operatorId, seatId, email, scope: operatorScope(operatorId, { brandId, role }) };
  }

  const rolesIn = async (brandId: string) =>
    (await inBrand<{ role: string }>(brandId, 'select role from brand_operator order by role')).map(
      ({ role }) => role,
    );
  const actionsIn = async (brandId: string) =>
    (
      await inBrand<{ action: string }>(
        brandId,
        'select action from audit_event where brand_id = $1 order by seq',
        [brandId],
      )
    ).map(({ action }) => action);
  return { db, write, inBrand, newBrand, colleague, rolesIn, actionsIn };
}
