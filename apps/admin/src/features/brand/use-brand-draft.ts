import { useEffect, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import * as z from 'zod/mini';
import { useDebounced } from '../../shared/hooks/use-debounced.ts';
import { type BrandValues, platforms } from './brand-values.ts';

const channel = z.object({
  platform: z.enum(platforms),
  accountName: z.string(),
  accountId: z.string(),
  url: z.string(),
});
const draftSchema = z.object({
  version: z.number(),
  values: z.object({
    name: z.string(),
    positioning: z.string(),
    toneOfVoice: z.string(),
    story: z.string(),
    logoUrl: z.string(),
    primaryColor: z.string(),
    secondaryColor: z.string(),
    timeZone: z.string(),
    currency: z.string(),
    channels: z.array(channel),
  }),
});

/**
 * Keeps what was typed on this device until it is saved or given up, and brings it back after a reload. A draft of an
 * older version of the brand is dropped: saved, it would take back what others changed since.
 * @returns whether the form shows a draft
 */
export function useBrandDraft(
  brand: { id: string; version: number },
  form: UseFormReturn<BrandValues>,
): boolean {
  const key = `kolony.draft.${brand.id}`;
  const [restored, setRestored] = useState(false);
  const dirty = form.formState.isDirty;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft is read once, when the page is opened
  useEffect(() => {
    const draft = readDraft(key);
    if (draft?.version !== brand.version) return;
    form.reset(draft.values, { keepDefaultValues: true });
    setRestored(true);
  }, []);
  const kept = useDebounced(
    dirty ? JSON.stringify({ version: brand.version, values: form.watch() }) : '',
    500,
  );
  useEffect(() => {
    if (!dirty) return;
    if (kept) write(key, kept);
    // Undone by hand, saved, or left on purpose: nothing is to come back.
    return () => localStorage.removeItem(key);
  }, [dirty, kept, key]);
  return restored && dirty;
}

function readDraft(key: string): z.infer<typeof draftSchema> | undefined {
  try {
    return draftSchema.parse(JSON.parse(localStorage.getItem(key) ?? ''));
  } catch {
    return undefined;
  }
}

/** A full storage is no reason to keep someone from typing. */
function write(key: string, draft: string): void {
  try {
    localStorage.setItem(key, draft);
  } catch {
    localStorage.removeItem(key);
  }
}
