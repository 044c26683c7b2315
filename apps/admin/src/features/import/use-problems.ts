import { useMemo } from 'react';
import type { ImportProblemRowFragment } from '../../gql/graphql.ts';
import { defineList } from '../../shared/api/lists.ts';
import { type Rows, useConnection } from '../../shared/api/use-connection.ts';
import { ImportProblemsDocument } from './import.graphql.ts';

const problems = defineList(ImportProblemsDocument, (data) => data.import?.problems);

/** What the last check or run of an import found, page by page. */
export function useProblems(id: string): Rows<ImportProblemRowFragment> {
  const variables = useMemo(() => ({ id }), [id]);
  return useConnection(problems, { variables });
}
