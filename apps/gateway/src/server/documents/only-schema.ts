import { Kind, parse } from 'graphql';

const ofSchema = new Set(['__schema', '__type', '__typename']);
/** The query that tools send has some 500. */
const mostTokens = 2_000;

/** Whether a document asks for nothing but the schema; who may read that is KOLONY_INTROSPECTION's to say. */
export function readsOnlySchema(text: string): boolean {
  if (!text.includes('__schema') && !text.includes('__type(')) return false;
  try {
    const { definitions } = parse(text, { maxTokens: mostTokens, noLocation: true });
    const operations = definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
    return operations.every(({ operation, selectionSet }) => {
      const fields = selectionSet.selections.map((one) => (one.kind === Kind.FIELD ? one.name.value : ''));
      return operation === 'query' && fields.every((name) => ofSchema.has(name));
    });
  } catch {
    return false;
  }
}
