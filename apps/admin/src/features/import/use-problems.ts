import { useMemo } from 'react';
import type { ImportProblemRowFragment } from '../../gql/graphql.ts';
import { type Rows, useConnection } from '../../shared/api/use-connection.ts';
import { ImportProblemsDocument } from './import.graphql.ts';

/** What the last check or run of an import found, page by page. */
export function useProblems(id: string): Rows<ImportProblemRowFragment> {
  const variables = useMemo(() => ({ id }), [id]);
  return useConnection(ImportProblemsDocument, { variables, connection: (data) => data.import?.problems });
}
