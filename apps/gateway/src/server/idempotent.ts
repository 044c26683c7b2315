import { userError } from '@kolony/domain/foundation/errors';
import {
  type ASTVisitor,
  DirectiveLocation,
  GraphQLDirective,
  GraphQLError,
  GraphQLNonNull,
  type GraphQLResolveInfo,
  GraphQLString,
  getDirectiveValues,
  type ValidationContext,
} from 'graphql';
import type { Allowed } from '../reading/sources.ts';
import { badInput } from './errors.ts';

const longestKey = 255;

export const idempotentDirective = new GraphQLDirective({
  name: 'idempotent',
  description:
    'Stores the first result under this key for 24 hours and answers every retry with it. The same key with another input is IDEMPOTENCY_KEY_REUSED. For fields of Mutation; those that do not work in a brand (sign-in, one’s own account, a new brand) say that they take none.',
  locations: [DirectiveLocation.FIELD],
  args: {
    key: {
      type: new GraphQLNonNull(GraphQLString),
      description: `1 to ${longestKey} characters, new for every act; a UUID serves well.`,
    },
  },
});

/**
 * Whether the results of mutations that need this can be kept under a key: keys are a brand's. To refuse one is better
 * than to do twice what was meant to be done once.
 */
export function takesKey(allow: Allowed): boolean {
  return allow !== 'ANYONE' && allow !== 'SIGNED_IN' && allow !== 'BRAND_CREATE';
}

/** The key at a field of Mutation. A field that is asked for twice is one: the key may stand at either. */
export function keyOf(info: GraphQLResolveInfo, allow: Allowed): string | undefined {
  const directive = info.fieldNodes
    .map((node) => getDirectiveValues(idempotentDirective, node, info.variableValues))
    .find((values) => values !== undefined);
  if (!directive) return undefined;
  const key = String(directive.key);
  if (!takesKey(allow)) throw badInput(userError('IDEMPOTENCY_KEY_NOT_TAKEN', info.fieldName));
  if (key.length < 1 || key.length > longestKey)
    throw badInput(userError('IDEMPOTENCY_KEY_INVALID', info.fieldName, { limit: longestKey }));
  return key;
}

/** A rule of validation: where a key would say nothing, it is refused rather than overlooked. */
export function keysAtMutations(context: ValidationContext): ASTVisitor {
  return {
    Directive(node) {
      if (node.name.value !== idempotentDirective.name) return;
      if (context.getParentType() === context.getSchema().getMutationType()) return;
      context.reportError(new GraphQLError('@idempotent is for fields of Mutation', { nodes: node }));
    },
  };
}
