import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
} from 'graphql';
import { defaultSize } from '../../reading/page.ts';
import { costDirective, type ListSize, listSizeDirective } from './directives.ts';

/** A transaction with its entry in the audit chain, against a row by an index. */
const mutationWeight = 10;
/** Of a list that is short by nature and says no bound. */
const shortList = 10;
/** What arguments make of any list: a search joins an index of its own, a filter may leave the order's index. */
const argumentWeights: Readonly<Record<string, number>> = { search: 50, filter: 10 };
/** The reading is recorded: a writing transaction, and a line in the audit log for each. */
const revealWeight = 10;

/** What the directives say of a field, as the cost of operations and `schema.graphql` read it. */
export interface Declared {
  cost?: { weight: string };
  listSize?: ListSize;
}

/** What is declared of a field or an argument. */
export function declaredOf({ extensions }: { extensions: object }): Declared {
  const { directives } = extensions as { directives?: Declared };
  return directives ?? {};
}

/**
 * Puts `@cost` and `@listSize` on every field: what fields declare beside themselves (`@Cost`, `@AtMost`), and what follows
 * from what they are, so that a new type has them without saying anything.
 */
export function declareCosts(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const weight = weightOf(schema, type, field);
      const listSize = listSizeOf(type, field);
      declare(field, {
        ...(weight === undefined ? {} : { [costDirective.name]: { weight: String(weight) } }),
        ...(listSize ? { [listSizeDirective.name]: listSize } : {}),
      });
      for (const arg of field.args) {
        const added =
          arg.name === 'reveal' ? revealWeight : isPages(field) ? argumentWeights[arg.name] : undefined;
        if (added !== undefined) declare(arg, { cost: { weight: String(added) } });
      }
    }
  }
}

function declare(element: GraphQLField<unknown, unknown> | GraphQLArgument, declared: Declared): void {
  if (Object.keys(declared).length > 0) element.extensions = { ...element.extensions, directives: declared };
}

function weightOf(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  { extensions: { cost } }: GraphQLField<unknown, unknown>,
): number | undefined {
  if (typeof cost === 'number') return cost;
  return type === schema.getMutationType() ? mutationWeight : undefined;
}

function isPages(field: GraphQLField<unknown, unknown>): boolean {
  return getNamedType(field.type).extensions.pages === true;
}

function listSizeOf(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): ListSize | undefined {
  if (isPages(field)) {
    return {
      assumedSize: defaultSize,
      slicingArguments: ['first', 'last'],
      sizedFields: ['edges', 'nodes'],
      requireOneSlicingArgument: false,
    };
  }
  // Those of a page are as long as the page.
  if (type.extensions.pages === true || !isListType(getNullableType(field.type))) return undefined;
  // What is to be mended was found out by then: it is counted as one.
  if (!isCompositeType(getNamedType(field.type)) || field.name === 'userErrors') return undefined;
  const { atMost } = field.extensions;
  const ids = field.args.find(({ name }) => name === 'ids');
  if (ids) return { assumedSize: shortList, slicingArguments: [ids.name] };
  return { assumedSize: typeof atMost === 'number' ? atMost : shortList };
}
