import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useMutation } from '@apollo/client/react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserError } from '../form/field-errors.ts';
import { toast } from '../ui/toast.tsx';
import { describeFailure } from './describe-failure.ts';
import { refetchLists } from './lists.ts';

/** What a mutation answered: its payload, or what the operator can mend; undefined when it failed and was reported. */
export type Acted<Data> = { data: Data; errors: UserError[] } | undefined;

/**
 * A mutation with its failures reported: what the operator can't mend is said in a toast with the id to quote, what
 * they can mend comes back to be shown where it belongs.
 */
export function useAct<Data, Variables extends OperationVariables>(
  document: TypedDocumentNode<Data, Variables>,
  options: { refetch?: string[] } = {},
): [(variables: Variables) => Promise<Acted<Data>>, boolean] {
  const { t } = useTranslation('common');
  const [mutate, { loading }] = useMutation<Data, OperationVariables>(document);
  const { refetch } = options;
  const names = refetch?.join(' ');
  const act = useCallback(
    async (variables: Variables): Promise<Acted<Data>> => {
      try {
        const { data } = await mutate({
          variables,
          ...(names && { refetchQueries: names.split(' '), awaitRefetchQueries: false }),
        });
        if (!data) return undefined;
        if (names) refetchLists(names.split(' '));
        return { data, errors: userErrorsOf(data) };
      } catch (error) {
        const { message, requestId } = describeFailure(error);
        toast([message || t('failure.unreachable'), requestId].filter(Boolean).join(' · '), {
          tone: 'danger',
        });
        return undefined;
      }
    },
    [mutate, names, t],
  );
  return [act, loading];
}

function userErrorsOf(data: unknown): UserError[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.values(data).flatMap(
    (payload: { userErrors?: UserError[] } | null) => payload?.userErrors ?? [],
  );
}
