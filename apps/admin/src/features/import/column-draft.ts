import type { ImportFieldsQuery, ImportMapInput, ImportWholeFragment } from '../../gql/graphql.ts';

/** What the operator chose so far, before the server knows it. */
export interface ColumnDraft {
  /** The key of a field for each column of the file; null where it isn't taken over. */
  fields: (string | null)[];
  dateOrder: string | null;
  decimalSeparator: string | null;
  amountScope: string | null;
  timeZone: string;
  channel: string;
}
export type Answer = 'dateOrder' | 'decimalSeparator' | 'amountScope';

export function storedDraft(data: ImportWholeFragment): ColumnDraft {
  return {
    fields: data.columns.map(({ field }) => field ?? null),
    dateOrder: data.dateOrder ?? null,
    decimalSeparator: data.decimalSeparator ?? null,
    amountScope: data.amountScope ?? null,
    timeZone: data.timeZone,
    channel: data.channel,
  };
}

export function sameDraft(one: ColumnDraft, other: ColumnDraft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export function mapInput(data: ImportWholeFragment, draft: ColumnDraft): ImportMapInput {
  const { fields, ...rest } = draft;
  return {
    id: data.id,
    version: data.version,
    columns: data.columns.map(({ index }, at) => ({ index, field: fields[at] ?? null })),
    ...rest,
  };
}

/** Which answer a question of the file asks for. */
export function answerTo(kind: string): Answer | undefined {
  if (kind === 'DATE_ORDER') return 'dateOrder';
  if (kind === 'DECIMAL_MARK') return 'decimalSeparator';
  return kind === 'AMOUNT_SCOPE' ? 'amountScope' : undefined;
}

/** Fields that stand at more than one column. */
export function repeatedFields(fields: (string | null)[]): Set<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const field of fields) {
    if (field === null) continue;
    if (seen.has(field)) repeated.add(field);
    seen.add(field);
  }
  return repeated;
}

export type FieldGroup = 'identity' | 'profile' | 'order' | 'product';

const identities = /^(?:externalId|(?:member)?(?:phone|email|openid|unionid))$/i;
const products = new Set(['productName', 'sku', 'quantity', 'unitPrice']);

/** Under which heading a field is offered. */
export function groupOf(key: string, kind: ImportWholeFragment['kind']): FieldGroup {
  if (identities.test(key)) return 'identity';
  if (kind === 'MEMBERS' || key.startsWith('member')) return 'profile';
  return products.has(key) ? 'product' : 'order';
}

type Field = ImportFieldsQuery['importFields'][number];

/** Groups of fields of which at least one needs a column, where none has one yet. */
export function missingFields(fields: Field[], chosen: (string | null)[]): Field[][] {
  const groups = new Map(
    fields.filter(({ oneOf }) => oneOf.length > 0).map(({ oneOf }) => [oneOf.join(), oneOf] as const),
  );
  return [...groups.values()]
    .filter((oneOf) => !oneOf.some((key) => chosen.includes(key)))
    .map((oneOf) => fields.filter(({ key }) => oneOf.includes(key)));
}
