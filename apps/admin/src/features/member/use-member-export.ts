import { useCallback } from 'react';
import type { MemberExportInput } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { MemberExportDocument } from './member-export.graphql.ts';

/** Begins an export of members; gives the job's id, or says why it was refused. */
export function useMemberExport(): (input: MemberExportInput) => Promise<string | undefined> {
  const [act] = useAct(MemberExportDocument, { refetch: ['RunningJobs'] });
  return useCallback(
    async (input) => {
      const acted = await act({ input });
      if (acted?.errors[0]) toast(acted.errors[0].message, { tone: 'danger' });
      return acted?.data.memberExport.job?.id;
    },
    [act],
  );
}
