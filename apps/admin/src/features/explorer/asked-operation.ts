import { getOperationAST, Kind, type OperationDefinitionNode, parse } from 'graphql';

/**
 * The operation that is meant. GraphiQL reads what a tab holds a moment after it was opened, and names the operation of
 * the tab before until then: a name that the text doesn't have means the only one that it has. Null where that can't be
 * told, which is for the gateway to say.
 */
export function askedOperation(
  text: string,
  operationName: string | null | undefined,
): OperationDefinitionNode | null {
  try {
    const document = parse(text);
    const only = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length === 1;
    return getOperationAST(document, operationName) ?? (only ? (getOperationAST(document) ?? null) : null);
  } catch {
    return null;
  }
}
