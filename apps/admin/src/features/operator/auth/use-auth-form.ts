import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { type DefaultValues, type FieldValues, type UseFormReturn, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { ZodMiniType } from 'zod/mini';
import { RequestFailed } from '../../../shared/api/failure.ts';
import { showFieldErrors, type UserError } from '../../../shared/form/field-errors.ts';

/** A form before sign-in: checks, sends, and puts what the server answered where it belongs. */
export function useAuthForm<Values extends FieldValues>(options: {
  schema: ZodMiniType<Values, Values>;
  defaultValues: DefaultValues<Values>;
  /** Sends the values; answers what the user can mend, nothing when it worked. */
  send: (values: Values) => Promise<UserError[]>;
  /** Takes over errors that mean another step rather than a mistake. */
  onErrors?: (errors: UserError[]) => UserError[];
}): { form: UseFormReturn<Values>; submit: () => void; busy: boolean; problem: string | undefined } {
  const { t } = useTranslation('common');
  const [problem, setProblem] = useState<string>();
  const form = useForm<Values>({
    resolver: zodResolver<Values, unknown, Values>(options.schema),
    defaultValues: options.defaultValues,
    mode: 'onSubmit',
  });
  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    try {
      const errors = await options.send(values);
      const rest = showFieldErrors(form, options.onErrors?.(errors) ?? errors);
      setProblem(rest[0]?.message);
    } catch (error) {
      const { message, requestId } = error instanceof RequestFailed ? error : new RequestFailed({});
      setProblem(message || (requestId ? t('failure.withId', { requestId }) : t('failure.unreachable')));
    }
  });
  return { form, submit: () => void submit(), busy: form.formState.isSubmitting, problem };
}
