import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';

export interface UserError {
  code: string;
  field: string[];
  message: string;
}

/** The name under which a form knows the field of an error: `channels.0.accountName`; empty when it means the whole. */
function fieldName(error: UserError): string {
  return error.field.filter((part, index) => !(index === 0 && part === 'input')).join('.');
}

/**
 * Puts errors of the server at their fields and focuses the first of them.
 * @returns the errors that no field of the form stands for: they are shown above it
 */
export function showFieldErrors<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  errors: UserError[],
): UserError[] {
  const known = (name: string): name is FieldPath<Values> =>
    name !== '' && hasField(form.control._fields, name);
  const rest: UserError[] = [];
  let focused = false;
  for (const error of errors) {
    const name = fieldName(error);
    if (known(name)) {
      form.setError(name, { type: 'server', message: error.message }, { shouldFocus: !focused });
      focused = true;
    } else rest.push(error);
  }
  return rest;
}

function hasField(fields: object, name: string): boolean {
  let at: unknown = fields;
  for (const part of name.split('.')) {
    if (typeof at !== 'object' || at === null || !(part in at)) return false;
    at = Reflect.get(at, part);
  }
  return true;
}
