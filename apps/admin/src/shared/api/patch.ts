import { type DocumentNode, Kind, visit } from 'graphql';

/** Records by type and id, each with the fields that an answer told of it. */
export type Records = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/**
 * All records in an answer of the server.
 * @param except names of fields that are left out
 */
export function recordsOf(answer: unknown, except: ReadonlySet<string>): Records {
  const found = new Map<string, Record<string, unknown>>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const part of value) walk(part);
    if (!isObject(value)) return;
    const key = recordKey(value);
    if (key) {
      const told = Object.entries(value).filter(([name]) => !except.has(name));
      found.set(key, { ...found.get(key), ...Object.fromEntries(told) });
    }
    for (const part of Object.values(value)) walk(part);
  };
  walk(answer);
  return found;
}

/**
 * Fields of a document that have arguments: with others they say something else. A name that was asked for unmasked, say,
 * must not stand in a list that shows it masked.
 */
export function fieldsWithArguments(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(document, {
    [Kind.FIELD]: (field) => {
      if (field.arguments?.length) names.add(field.alias?.value ?? field.name.value);
    },
  });
  return names;
}

/** The same value where nothing of it changed; else a copy in which the records have what is known of them now. */
export function patched<Value>(value: Value, records: Records): Value;
export function patched(value: unknown, records: Records): unknown {
  if (Array.isArray(value)) {
    const next = value.map((part) => patched(part, records));
    return next.some((part, at) => part !== value[at]) ? next : value;
  }
  if (!isObject(value)) return value;
  const known = records.get(recordKey(value) ?? '');
  let copy: Record<string, unknown> | undefined;
  for (const [name, old] of Object.entries(value)) {
    const told = known?.[name];
    const next = told !== undefined && fits(old, told) ? merged(old, told) : patched(old, records);
    if (next !== old) copy = Object.assign(copy ?? { ...value }, { [name]: next });
  }
  return copy ?? value;
}

/** Whether all that is shown of the old value is in the new one: another document may have asked for less. */
function fits(old: unknown, told: unknown): boolean {
  if (Array.isArray(told))
    return told.every(
      (part) => !isObject(part) || (Array.isArray(old) && old.length > 0 && fits(old[0], part)),
    );
  if (isObject(told))
    return (
      isObject(old) && Object.entries(old).every(([name, part]) => name in told && fits(part, told[name]))
    );
  return true;
}

function merged(old: unknown, told: unknown): unknown {
  return JSON.stringify(old) === JSON.stringify(told) ? old : told;
}

function recordKey(value: Record<string, unknown>): string | undefined {
  const { __typename: type, id } = value;
  return typeof type === 'string' && typeof id === 'string' ? `${type} ${id}` : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
