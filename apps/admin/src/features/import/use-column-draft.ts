import { useCallback, useState } from 'react';
import type { ImportWholeFragment } from '../../gql/graphql.ts';
import { type ColumnDraft, sameDraft, storedDraft } from './column-draft.ts';

/** What was chosen for the columns, kept in the tab until the server has it, so that a reload brings it back. */
export function useColumnDraft(data: ImportWholeFragment): {
  draft: ColumnDraft;
  change: (changes: Partial<ColumnDraft>) => void;
  dirty: boolean;
  /** Whether what is shown came back from before a reload. */
  broughtBack: boolean;
  forget: () => void;
} {
  const key = `kolony.import.${data.id}`;
  const stored = storedDraft(data);
  const [kept, setKept] = useState(() => readDraft(key, stored));
  const [broughtBack, setBroughtBack] = useState(kept !== undefined);
  const draft = kept ?? stored;
  const change = useCallback(
    (changes: Partial<ColumnDraft>) => {
      const next = { ...draft, ...changes };
      sessionStorage.setItem(key, JSON.stringify(next));
      setKept(next);
    },
    [draft, key],
  );
  const forget = useCallback(() => {
    sessionStorage.removeItem(key);
    setKept(undefined);
    setBroughtBack(false);
  }, [key]);
  return { draft, change, dirty: !sameDraft(draft, stored), broughtBack, forget };
}

function readDraft(key: string, stored: ColumnDraft): ColumnDraft | undefined {
  try {
    const kept: Partial<ColumnDraft> | null = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    if (kept?.fields?.length !== stored.fields.length) return undefined;
    const draft = { ...stored, ...kept };
    return sameDraft(draft, stored) ? undefined : draft;
  } catch {
    return undefined;
  }
}
