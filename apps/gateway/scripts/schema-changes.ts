import { type Change, CriticalityLevel, DiffRule, diff } from '@graphql-inspector/core';
import {
  buildSchema,
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/** A schema as it was released. */
export interface Release {
  version: string;
  schema: string;
}

/** What changed from one schema to the next, as clients see it. */
export interface Changes {
  /** Breaks clients that use it, and had not been deprecated in the release before. */
  breaking: string[];
  /** May change what clients see, or takes away what had been deprecated. */
  dangerous: string[];
  added: string[];
}

/**
 * Compares two schemas. What a release before had deprecated may go; descriptions, and what things cost, are no changes.
 */
export async function changesOf(before: string, after: string): Promise<Changes> {
  const [old, current] = [buildSchema(before), buildSchema(after)];
  const found = await diff(old, current, [DiffRule.ignoreDescriptionChanges]);
  const changes = found.filter(({ type }) => !type.startsWith('DIRECTIVE_USAGE'));
  const said = (holds: (change: Change) => boolean) =>
    changes
      .filter(holds)
      .map(({ message }) => message)
      .sort();
  const breaks = (change: Change) =>
    change.criticality.level === CriticalityLevel.Breaking &&
    !(change.type.endsWith('_REMOVED') && wasDeprecated(old, change.path ?? ''));
  return {
    breaking: said(breaks),
    dangerous: said((change) => change.criticality.level !== CriticalityLevel.NonBreaking && !breaks(change)),
    added: said((change) => change.criticality.level === CriticalityLevel.NonBreaking),
  };
}

/** Whether what a path names (`Type.field.argument`) had been deprecated: itself, or all that leads to it. */
function wasDeprecated(schema: GraphQLSchema, path: string): boolean {
  const [typeName = '', memberName, argName] = path.split('.');
  const type = schema.getType(typeName);
  if (memberName === undefined) return type !== undefined && isOutOfUse(schema, type);
  if (isEnumType(type)) return Boolean(type.getValue(memberName)?.deprecationReason);
  if (!hasFields(type)) return false;
  const field = type.getFields()[memberName];
  const arg = field && 'args' in field ? field.args.find(({ name }) => name === argName) : undefined;
  return Boolean(field?.deprecationReason ?? arg?.deprecationReason);
}

/** Whether nothing led to a type any more but what was deprecated. Fragments on objects of an interface lead to them. */
function isOutOfUse(schema: GraphQLSchema, type: GraphQLNamedType): boolean {
  if (isObjectType(type) && type.getInterfaces().length > 0) return false;
  const elements = Object.values(schema.getTypeMap())
    .filter(hasFields)
    .flatMap((holder) => Object.values(holder.getFields()))
    .flatMap((field) => [field, ...('args' in field ? field.args : [])]);
  const uses = elements.filter((element) => String(element.type).replace(/[[\]!]/g, '') === type.name);
  return uses.length > 0 && uses.every(({ deprecationReason }) => Boolean(deprecationReason));
}

function hasFields(type: unknown): type is GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType {
  return isObjectType(type) || isInterfaceType(type) || isInputObjectType(type);
}

/** The log of all releases, the latest first, with what the schema of today adds to the last of them. */
export async function changeLog(releases: readonly Release[], current: string): Promise<string> {
  const sections: string[] = [];
  for (const [at, release] of releases.entries()) {
    const before = releases[at - 1];
    sections.unshift(
      before
        ? section(release.version, await changesOf(before.schema, release.schema))
        : `## ${release.version}\n\nThe first release.`,
    );
  }
  const last = releases.at(-1);
  if (last) {
    const changes = await changesOf(last.schema, current);
    if (Object.values(changes).some((each) => each.length > 0))
      sections.unshift(section('Not released yet', changes));
  }
  return `# Changes of the API\n\nWritten by \`pnpm schema:log\`, by comparing the schemas of releases (\`apps/gateway/schema\`).\n\n${sections.join('\n\n')}\n`;
}

function section(title: string, { breaking, dangerous, added }: Changes): string {
  const part = (name: string, lines: string[]) =>
    lines.length > 0 ? [`### ${name}\n\n${lines.map((line) => `- ${line}`).join('\n')}`] : [];
  const parts = [...part('Breaking', breaking), ...part('To be looked at', dangerous), ...part('New', added)];
  return [`## ${title}`, ...(parts.length > 0 ? parts : ['Nothing changed.'])].join('\n\n');
}

/** Releases in the order of their versions. */
export function inOrder(releases: readonly Release[]): Release[] {
  return releases.toSorted((one, two) => one.version.localeCompare(two.version, 'en', { numeric: true }));
}
