import type { Format } from '../format/format.ts';

/** One thing that a list can be narrowed by; its value is a text in the address. */
export type Filter =
  | {
      kind: 'choice';
      id: string;
      label: string;
      options: { value: string; label: string }[];
      single?: boolean;
    }
  | { kind: 'dates'; id: string; label: string }
  | { kind: 'numbers'; id: string; label: string }
  | { kind: 'text'; id: string; label: string; placeholder?: string }
  /** Its value is an id; `name` is what that member is called, as far as it is known. */
  | { kind: 'member'; id: string; label: string; name?: string | undefined };

export interface Range {
  from: string | undefined;
  to: string | undefined;
}

/** `2024-01-01..2024-02-01`, `100..`, `..500`. */
export function readRange(value: string | null | undefined): Range {
  const [from, to] = (value ?? '').split('..');
  return { from: from || undefined, to: to || undefined };
}

export function writeRange({ from, to }: Range): string | null {
  return from || to ? `${from ?? ''}..${to ?? ''}` : null;
}

export function readList(value: string | null | undefined): string[] {
  return value ? value.split(',').filter(Boolean) : [];
}

interface Words {
  atLeast: (min: string) => string;
  atMost: (max: string) => string;
  from: (from: string) => string;
  to: (to: string) => string;
  between: (from: string, to: string) => string;
}

/** What a filter says, for its chip. */
export function describeFilter(filter: Filter, value: string, format: Format, words: Words): string {
  switch (filter.kind) {
    case 'choice': {
      const chosen = readList(value);
      return chosen
        .map((one) => filter.options.find((option) => option.value === one)?.label ?? one)
        .join('、');
    }
    case 'dates': {
      const { from, to } = readRange(value);
      if (from && to) return words.between(format.day(from), format.day(to));
      return from ? words.from(format.day(from)) : words.to(format.day(to ?? ''));
    }
    case 'numbers': {
      const { from, to } = readRange(value);
      if (from && to) return words.between(format.number(from), format.number(to));
      return from ? words.atLeast(format.number(from)) : words.atMost(format.number(to ?? 0));
    }
    case 'text':
      return value;
    case 'member':
      return filter.name ?? '…';
  }
}
