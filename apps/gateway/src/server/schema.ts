import { userError } from '@kolony/domain/foundation/errors';
import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isNonNullType,
  isObjectType,
  specifiedDirectives,
} from 'graphql';
import { type BuildSchemaOptions, buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { registerConnectionArgs } from '../reading/decorators.ts';
import { Row } from '../reading/row.ts';
import { type Allowed, type Class, storedClassNamed, storedType } from '../reading/sources.ts';
import type { Context } from './context.ts';
import { badInput } from './errors.ts';
import { idempotentDirective, keyOf, takesKey } from './idempotent.ts';
import { declareCosts } from './limits/declare-costs.ts';
import { costDirective, listSizeDirective } from './limits/directives.ts';
import { permitted } from './permitted.ts';
import { DateTime } from './scalars.ts';
import { bounded, calledBy, describeRoots, nullBesideError, readBy } from './schema-words.ts';

/** What a schema is made of: resolver classes, and stored types that only `node` reaches. */
export interface Modules {
  // biome-ignore lint/complexity/noBannedTypes: the type that type-graphql takes
  resolvers: NonEmptyArray<Function>;
  // biome-ignore lint/complexity/noBannedTypes: the type that type-graphql takes
  nouns: Function[];
}

/**
 * The schema of all modules, with reading and rights put in: fields of stored types take what their statement has read,
 * fields of Query and Mutation ask for what they declare. One that declares nothing stops the start.
 */
export function createSchema(modules: Modules): GraphQLSchema {
  registerConnectionArgs();
  const schema = buildSchemaSync({
    resolvers: modules.resolvers,
    orphanedTypes: modules.nouns,
    validate: false,
    pubSub: noPubSub,
    directives: [...specifiedDirectives, idempotentDirective, costDirective, listSizeDirective],
    scalarsMap: [{ type: Date, scalar: DateTime }],
  });
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const root =
      type === schema.getQueryType() ||
      type === schema.getMutationType() ||
      type === schema.getSubscriptionType();
    const stored = storedClassNamed(type.name);
    if (stored) type.description = readBy(type.description, storedType(stored).allow);
    for (const field of Object.values(type.getFields())) {
      const { atMost } = field.extensions;
      if (typeof atMost === 'number') field.description = bounded(field.description, atMost);
      if (root) {
        if (isRead(getNamedType(field.type))) field.extensions = { ...field.extensions, reads: true };
        guard(type.name, field);
        mayFail(field);
      } else if (isRead(type)) {
        field.extensions = { ...field.extensions, read: true };
        field.resolve = (row, _args, _context, info) =>
          row instanceof Row ? row.get(String(info.path.key)) : row[info.path.key];
      } else if (field.extensions.readOne) {
        readOne(field, field.extensions.readOne as () => Class);
      }
    }
  }
  declareCosts(schema);
  describeRoots(schema);
  return schema;
}

/** type-graphql asks for one; ours have their own `subscribe`, so that nothing of them is in memory (ADR 15). */
const noPubSub: NonNullable<BuildSchemaOptions['pubSub']> = {
  publish() {
    throw new Error('events are published by the database');
  },
  subscribe() {
    throw new Error('a field of Subscription begins its events by `subscribe`');
  },
};

/** Whether values of a type are what a statement has read: rows, lists of them, and what can be any of several. */
function isRead(type: GraphQLNamedType): boolean {
  if (isAbstractType(type)) return true;
  const listed = /^(.+?)(Connection|Edge)?$/.exec(type.name)?.[1];
  return isObjectType(type) && listed !== undefined && storedClassNamed(listed) !== undefined;
}

function readOne(field: GraphQLField<Record<string, unknown>, Context>, type: () => Class): void {
  field.extensions = { ...field.extensions, resolved: true };
  field.resolve = (source, _args, context, info) => {
    const id = source[field.name];
    return typeof id === 'string' ? context.reader.one(type(), info, id) : null;
  };
}

/**
 * A root field that fails must not take the others along: what a mutation before it has written is written, and its
 * answer has to be given.
 */
function mayFail(field: GraphQLField<unknown, Context>): void {
  if (!isNonNullType(field.type)) return;
  field.type = field.type.ofType;
  field.description = nullBesideError(field.description);
}

function guard(typeName: string, field: GraphQLField<unknown, Context>): void {
  const allow = field.extensions.allow as Allowed | undefined;
  if (!allow) throw new Error(`${typeName}.${field.name} does not say who may use it: add @Allow`);
  field.description = calledBy(field.description, allow);
  const { keyRequired = false } = field.extensions;
  if (typeName === 'Mutation' && !takesKey(allow)) field.description += ' Takes no @idempotent.';
  if (keyRequired) field.description += ' Needs @idempotent: its key stands for this act for ever.';
  const resolve = field.resolve ?? defaultFieldResolver;
  const { subscribe } = field;
  if (subscribe) {
    field.subscribe = (source, args, context, info) => {
      permitted(context.scope, allow);
      return subscribe(source, args, context, info);
    };
  }
  field.resolve = (source, args, context, info) => {
    permitted(context.scope, allow);
    const key = typeName === 'Mutation' ? keyOf(info, allow) : undefined;
    if (key === undefined) {
      if (keyRequired) throw badInput(userError('IDEMPOTENCY_KEY_REQUIRED', field.name));
      return resolve(source, args, context, info);
    }
    return resolve(
      source,
      args,
      { ...context, idempotency: { key, operation: field.name, input: args } },
      info,
    );
  };
}
