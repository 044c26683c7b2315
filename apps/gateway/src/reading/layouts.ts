import type { Permission } from '@kolony/domain/foundation/permissions';
import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode, visit } from 'graphql';
import type { Decoding } from './sources.ts';
import type { Projection } from './statement.ts';

/** What a statement asks of one row, laid out: the same for everyone with the same rights and the same variables. */
export interface Layout extends Projection {
  /** How many aliases it takes. */
  aliases: number;
  /** Whether it reads personal data in the clear. */
  reveals: boolean;
}

interface Kept {
  nodes: readonly FieldNode[];
  /** Names of the variables that the selection uses. */
  variables: readonly string[];
  /** Null for one that holds values of its own. */
  layouts: Map<string, Layout | null>;
}

/** Of one selection; and selections that begin with the same field: fragments and conditions make many of one document. */
const mostLayouts = 16;
const mostSelections = 16;
const longestKey = 500;

/** Layouts by the fields of documents that ask for them: they are forgotten with these. */
const kept = new WeakMap<FieldNode, Kept[]>();
/** A number for each set of rights. */
const rights = new WeakMap<ReadonlySet<Permission>, number>();
let lastRights = 0;

/** Where the layout of a selection is kept: for rights and variables as they are, and the aliases that it starts with. */
export class LayoutPlace {
  private constructor(
    private readonly layouts: Kept['layouts'],
    private readonly key: string,
    /** The variables that the selection uses. */
    readonly variables: Record<string, unknown>,
  ) {}

  /** Undefined where keeping it would take more than it gives. */
  static of(
    nodes: readonly FieldNode[],
    { fragments, variableValues }: GraphQLResolveInfo,
    { scope: { actor, brandId, permissions } }: Decoding,
    ...names: (string | number)[]
  ): LayoutPlace | undefined {
    const [first] = nodes;
    if (!first) return undefined;
    const groups = kept.get(first) ?? [];
    kept.set(first, groups);
    let group = groups.find(
      ({ nodes: known }) => known.length === nodes.length && known.every((node, at) => node === nodes[at]),
    );
    if (!group) {
      if (groups.length >= mostSelections) return undefined;
      group = { nodes, variables: variablesOf(nodes, fragments), layouts: new Map() };
      groups.push(group);
    }
    const values = group.variables.map((name) => JSON.stringify(variableValues[name]) ?? '-');
    const key = [...names, actor.kind, brandId !== null, rightsOf(permissions), ...values].join('|');
    if (key.length > longestKey) return undefined;
    const used = group.variables.filter((name) => name in variableValues);
    const variables = Object.fromEntries(used.map((name) => [name, variableValues[name]]));
    return new LayoutPlace(group.layouts, key, variables);
  }

  /** Undefined when it isn't known yet; null when it holds values of its own and can't be kept. */
  get layout(): Layout | null | undefined {
    return this.layouts.get(this.key);
  }

  keep(layout: Layout | null): void {
    if (this.layouts.size >= mostLayouts) this.layouts.clear();
    this.layouts.set(this.key, layout);
  }
}

function rightsOf(permissions: ReadonlySet<Permission>): number {
  const known = rights.get(permissions) ?? ++lastRights;
  rights.set(permissions, known);
  return known;
}

/** The variables below the fields: what their own arguments say is told by what they are for. */
function variablesOf(nodes: readonly FieldNode[], fragments: GraphQLResolveInfo['fragments']): string[] {
  const names = new Set<string>();
  const spread = new Set<string>();
  const look = (set: SelectionSetNode) =>
    visit(set, {
      Variable: ({ name }) => {
        names.add(name.value);
      },
      FragmentSpread: ({ name }) => {
        const fragment = fragments[name.value];
        if (fragment?.kind !== Kind.FRAGMENT_DEFINITION || spread.has(name.value)) return;
        spread.add(name.value);
        look(fragment.selectionSet);
      },
    });
  for (const { selectionSet } of nodes) if (selectionSet) look(selectionSet);
  return [...names];
}
