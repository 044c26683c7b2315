import type { Database } from '@kolony/domain/foundation/database';
import { done } from '@kolony/domain/foundation/errors';
import { decodeId } from '@kolony/domain/foundation/ids';
import { GuardFailedError } from '@kolony/domain/foundation/one-statement';
import type { Scope } from '@kolony/domain/foundation/scope';
import { type GraphQLResolveInfo } from 'graphql';
import type { Assumption } from '../server/context.ts';
import { permitted } from '../server/permitted.ts';
import { decodeAll } from './row.ts';
import { type Class, type Conditions, type ListSource, storedClassNamed, storedType } from './sources.ts';
import { type Projection, Statement } from './statement.ts';

type Where = (conditions: Conditions) => string;

/** Reads stored types for the fields of an operation: one SQL statement a field, however deep its selection. */
export class Reader {
  constructor(
    private readonly database: Database,
    private readonly scope: Scope,
    private readonly how: { assumption?: Assumption | undefined; signal?: AbortSignal | undefined } = {},
  ) {}

  /** One row, by its UUID or by a condition; null when the scope holds none. */
  async one(type: Class, info: GraphQLResolveInfo, where: string | Where): Promise<unknown> {
    const statement = this.#statement(info);
    return this.#run(statement, this.#rowBy(statement, type, info, where));
  }

  /**
   * All rows of a condition, as many as the field's `@AtMost` allows: only where they are few by nature. `key`: the column
   * by which the condition's rows are told apart.
   */
  async all(
    type: Class,
    info: GraphQLResolveInfo,
    where: Where,
    orderBy: (row: string) => string,
    key = 'id',
  ): Promise<unknown> {
    const { table, allow } = storedType(type);
    permitted(this.scope, allow);
    const statement = this.#statement(info);
    const row = statement.alias();
    const condition = where(this.#conditions(statement, row));
    const projection = statement.row(type, row, info.fieldNodes);
    // By their keys: of some tables not all columns may be read.
    const keys = `select ${row}.${key} from "${table}" ${row} where ${condition} order by ${orderBy(row)} limit ${atMost(info)}`;
    return this.#run(statement, {
      sql: `(select coalesce(json_agg(${projection.sql} order by ${orderBy(row)}), '[]') from "${table}" ${row} where ${condition} and ${row}.${key} in (${keys}))`,
      decode: (raw, decoding) => (raw as unknown[]).map((one) => projection.decode(one, decoding)),
    });
  }

  /** A page of a list, with the arguments of the field. */
  async page(list: ListSource, info: GraphQLResolveInfo, where?: Where): Promise<unknown> {
    const statement = this.#statement(info);
    const [node] = info.fieldNodes;
    const args = node ? statement.args(info.parentType, node) : {};
    const on = where && ((row: string) => where(this.#conditions(statement, row)));
    // Which way is best hangs on what is filtered by, unless a search leads the way.
    const keep = args.filter && !args.search ? 'parsed' : 'planned';
    return this.#run(statement, statement.page(list, args, info.fieldNodes, on), keep);
  }

  /** What an id names; null for what the scope doesn't hold, of whichever reason. */
  async node(id: string, info: GraphQLResolveInfo): Promise<unknown> {
    const [node] = await this.nodes([id], info);
    return node;
  }

  /** What the ids name, in their order; null for what the scope doesn't hold, of whichever reason. */
  async nodes(ids: readonly string[], info: GraphQLResolveInfo): Promise<unknown[]> {
    const statement = this.#statement(info);
    const projections = ids.map((id): Projection => {
      const decoded = decodeId(id);
      const type = decoded && storedClassNamed(decoded.noun);
      if (!type || !this.#mayRead(type)) return { sql: 'null', decode: () => null };
      return this.#rowBy(statement, type, info, decoded.uuid);
    });
    if (projections.length === 0) return [];
    const sql = `(select json_agg(x.v order by x.n) from (values ${projections.map((p, n) => `(${n}, (${p.sql})::json)`).join(', ')}) x(n, v))`;
    return (await this.#run(statement, {
      sql,
      decode: (raw, decoding) =>
        (raw as unknown[]).map((value, at) =>
          value === null ? null : projections[at]?.decode(value, decoding),
        ),
    })) as unknown[];
  }

  #mayRead(type: Class): boolean {
    try {
      permitted(this.scope, storedType(type).allow);
      return true;
    } catch {
      return false;
    }
  }

  #rowBy(statement: Statement, type: Class, info: GraphQLResolveInfo, where: string | Where): Projection {
    const { table, allow } = storedType(type);
    permitted(this.scope, allow);
    const row = statement.alias();
    const projection = statement.row(type, row, info.fieldNodes);
    const condition =
      typeof where === 'string'
        ? `${row}.id = ${statement.param(where)}`
        : where(this.#conditions(statement, row));
    return {
      sql: `(select ${projection.sql} from "${table}" ${row} where ${condition} limit 1)`,
      decode: (raw, decoding) => (raw === null ? null : projection.decode(raw, decoding)),
    };
  }

  #statement(info: GraphQLResolveInfo): Statement {
    return new Statement(info, { scope: this.scope, keyring: this.database.keyring, revealed: [] });
  }

  #conditions(statement: Statement, row: string): Conditions {
    const { scope, keyring } = statement.decoding;
    return { row, scope, keyring, param: (value) => statement.param(value) };
  }

  async #run(
    statement: Statement,
    projection: Projection,
    keep: 'parsed' | 'planned' = 'planned',
  ): Promise<unknown> {
    const { assumption, signal } = this.how;
    const text = `select (${projection.sql})::text as r`;
    const decode = ([row]: Record<string, unknown>[]) => {
      const raw: unknown = typeof row?.r === 'string' ? JSON.parse(row.r) : null;
      const value = projection.decode(raw, statement.decoding);
      // What it reveals is recorded with the reading.
      if (statement.reveals) decodeAll(value);
      return value;
    };
    if (!statement.reveals) {
      const sql = { text, values: statement.values, keep } as const;
      // What a mutation answers, and what an event is about, may not be on a replica yet.
      const anywhere = statement.info.operation.operation === 'query';
      if (!assumption) return this.database.select(this.scope, sql, decode, { signal, anywhere });
      assumption.guarded += 1;
      return this.database.select(this.scope, sql, decode, { signal, anywhere, guard: assumption.guard });
    }
    // Nothing is recorded of someone who is only assumed.
    if (assumption) throw new GuardFailedError();
    // Personal data in the clear: the reading and its audit event are one transaction.
    const outcome = await this.database.write(this.scope, async (tx) => {
      const { revealed } = statement.decoding;
      revealed.length = 0;
      const value = decode(await tx.query(text, statement.values));
      for (const type of new Set(revealed.map((reading) => reading.type))) {
        const ofType = revealed.filter((reading) => reading.type === type);
        tx.audit({
          action: `${type.charAt(0).toLowerCase()}${type.slice(1)}.reveal`,
          subjectType: type,
          changes: [...new Set(ofType.map(({ id }) => id))].map((id) => ({
            id,
            before: null,
            after: { revealed: ofType.filter((reading) => reading.id === id).map(({ field }) => field) },
          })),
          relatedIds: ofType.flatMap(({ related }) => related ?? []),
        });
      }
      return done(value);
    });
    return outcome.ok ? outcome.value : null;
  }
}

function atMost({ parentType, fieldName }: GraphQLResolveInfo): number {
  const bound = parentType.getFields()[fieldName]?.extensions.atMost;
  if (typeof bound !== 'number') throw new Error(`${parentType.name}.${fieldName} has no bound: add @AtMost`);
  return bound;
}
