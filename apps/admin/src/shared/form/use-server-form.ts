import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { type DefaultValues, type FieldValues, type UseFormReturn, useForm } from 'react-hook-form';
import type { ZodMiniType } from 'zod/mini';
import type { Acted } from '../api/use-act.ts';
import { showFieldErrors, type UserError } from './field-errors.ts';
import { type Draft, useDraft } from './use-draft.ts';

export interface ServerForm<Values extends FieldValues> {
  form: UseFormReturn<Values>;
  submit: () => void;
  busy: boolean;
  /** What is wrong with the whole, or with a field that the form doesn't show. */
  problem: string | undefined;
  dirty: boolean;
  draft: Draft;
}

/**
 * A form whose last word has the server: checks by the schema, sends, and shows what came back at its field.
 * @param options.draft what the form is about, once per record; with it, what is typed is kept until it is sent
 * @param options.onConflict takes over when someone else changed the same record meanwhile
 */
export function useServerForm<Values extends FieldValues, Data>(options: {
  schema: ZodMiniType<Values, Values>;
  defaultValues: DefaultValues<NoInfer<Values>>;
  send: (values: Values) => Promise<Acted<Data>>;
  onDone: (data: Data, values: Values) => void;
  onConflict?: (values: Values) => void;
  draft?: string;
}): ServerForm<Values> {
  const [problem, setProblem] = useState<string>();
  const form = useForm<Values>({
    resolver: zodResolver<Values, unknown, Values>(options.schema),
    defaultValues: options.defaultValues,
  });
  const draft = useDraft(options.draft, form);
  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    const acted = await options.send(values);
    if (!acted) return;
    if (acted.errors.length === 0) {
      draft.forget();
      return options.onDone(acted.data, values);
    }
    if (options.onConflict && isOutdated(acted.errors)) return options.onConflict(values);
    const [rest] = showFieldErrors(form, acted.errors);
    setProblem(rest?.message);
  });
  return {
    form,
    submit: () => void submit(),
    busy: form.formState.isSubmitting,
    problem,
    dirty: form.formState.isDirty,
    draft,
  };
}

function isOutdated(errors: UserError[]): boolean {
  return errors.some(({ code }) => code === 'VERSION_OUTDATED');
}
