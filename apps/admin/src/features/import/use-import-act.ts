import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useState } from 'react';
import { useAct } from '../../shared/api/use-act.ts';
import type { UserError } from '../../shared/form/field-errors.ts';

/** An act on an import whose refusal is kept, to be said beside its button. */
export function useImportAct<Data, Variables extends OperationVariables>(
  document: TypedDocumentNode<Data, Variables>,
): {
  /** @returns whether it was done */
  act: (variables: Variables) => Promise<boolean>;
  busy: boolean;
  errors: UserError[];
} {
  const [send, busy] = useAct(document, { refetch: ['RunningJobs'] });
  const [errors, setErrors] = useState<UserError[]>([]);
  const act = async (variables: Variables) => {
    const acted = await send(variables);
    setErrors(acted?.errors ?? []);
    return acted !== undefined && acted.errors.length === 0;
  };
  return { act, busy, errors };
}
