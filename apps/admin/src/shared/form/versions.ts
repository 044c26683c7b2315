/** The fields, of those named, in which two versions of a record differ; spaces around a text are no difference. */
export function changedFields<Fields extends object>(
  names: readonly (keyof Fields & string)[],
  before: Fields,
  after: Fields,
): (keyof Fields & string)[] {
  return names.filter((name) => comparable(before[name]) !== comparable(after[name]));
}

/** What two who changed the same record both changed, and differently: only that has to be decided. */
export function conflictsBetween<Fields extends object>(
  names: readonly (keyof Fields & string)[],
  { base, mine, now }: { base: Fields; mine: Fields; now: Fields },
): (keyof Fields & string)[] {
  const theirs = changedFields(names, base, now);
  const different = changedFields(names, mine, now);
  return changedFields(names, base, mine).filter((name) => theirs.includes(name) && different.includes(name));
}

/** One version with some fields of another. */
export function withFields<Fields extends object>(
  values: Fields,
  other: Fields,
  names: readonly (keyof Fields & string)[],
): Fields {
  return { ...values, ...Object.fromEntries(names.map((name) => [name, other[name]])) };
}

function comparable(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}
