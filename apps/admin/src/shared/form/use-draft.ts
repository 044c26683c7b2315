import { useEffect, useState } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { useSession } from '../session/session.tsx';

export interface Draft {
  /** Whether the form shows what was typed before a reload. */
  restored: boolean;
  /** Gives up what was typed. */
  discard: () => void;
  /** What was typed is saved: nothing is to come back. */
  forget: () => void;
}

interface Kept {
  /** What the form began with, as text: on another ground the draft would take back what others changed since. */
  base: string;
  values: unknown;
}

/**
 * Keeps what is typed in the tab until it is saved or given up, and brings it back when the form is opened again: after
 * a reload, a crash, or a session that ended. Signing out clears the storage of all tabs.
 * @param name what the form is about, once per record; undefined for forms whose content must not be kept (passwords)
 */
export function useDraft<Values extends FieldValues>(
  name: string | undefined,
  form: UseFormReturn<Values>,
): Draft {
  const { viewer, brand } = useSession();
  const key = name && `kolony.draft.${viewer.operator.id}.${brand.id}.${name}`;
  const [restored, setRestored] = useState(false);
  const { isDirty, defaultValues } = form.formState;
  const base = key ? JSON.stringify(defaultValues) : '';
  const typed = key && isDirty ? JSON.stringify({ base, values: form.watch() } satisfies Kept) : '';
  useEffect(() => {
    if (!isDirty) setRestored(false);
  }, [isDirty]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft is read once, when the form is opened
  useEffect(() => {
    const draft = key && read(key);
    if (!draft || draft.base !== base) return;
    form.reset({ ...form.getValues(), ...draft.values }, { keepDefaultValues: true });
    setRestored(true);
  }, []);
  useEffect(() => {
    if (!key) return;
    if (typed) write(key, typed);
    // A moment ago the form may have been filled from here.
    else if (!isDirty) sessionStorage.removeItem(key);
  }, [key, typed, isDirty]);
  const forget = () => {
    if (key) sessionStorage.removeItem(key);
  };
  return {
    restored: restored && isDirty,
    forget,
    discard: () => {
      form.reset();
      forget();
    },
  };
}

function read(key: string): { base: unknown; values: object } | undefined {
  try {
    const kept: { base?: unknown; values?: unknown } | null = JSON.parse(
      sessionStorage.getItem(key) ?? 'null',
    );
    return typeof kept?.values === 'object' && kept.values
      ? { base: kept.base, values: kept.values }
      : undefined;
  } catch {
    return undefined;
  }
}

/** A full storage is no reason to keep someone from typing. */
function write(key: string, draft: string): void {
  try {
    sessionStorage.setItem(key, draft);
  } catch {
    sessionStorage.removeItem(key);
  }
}
