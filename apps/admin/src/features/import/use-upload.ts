import { useCallback, useEffect, useRef, useState } from 'react';
import type { ImportKind } from '../../gql/graphql.ts';
import { useSession } from '../../shared/session/session.tsx';
import { type UploadRefusal, uploadImport } from './upload.ts';

export type UploadState =
  | { phase: 'idle' }
  | { phase: 'sending'; file: File; sent: number }
  | { phase: 'refused'; file: File; refusals: UploadRefusal[] }
  | { phase: 'failed'; file: File; requestId: string | undefined };

/** The upload of one file: how far it is, how it ended, and the way to stop it. */
export function useUpload(onDone: (importId: string) => void): {
  state: UploadState;
  send: (file: File, kind: ImportKind) => void;
  cancel: () => void;
} {
  const brandId = useSession().brand.id;
  const [state, setState] = useState<UploadState>({ phase: 'idle' });
  const running = useRef<AbortController>(undefined);
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(() => () => running.current?.abort(), []);

  const send = useCallback(
    async (file: File, kind: ImportKind) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setState({ phase: 'sending', file, sent: 0 });
      const end = await uploadImport(file, {
        kind,
        brandId,
        signal: controller.signal,
        onProgress: (sent) => setState({ phase: 'sending', file, sent }),
      });
      // Cancelled, or another file took its place.
      if (!end || running.current !== controller) return;
      running.current = undefined;
      if ('importId' in end) done.current(end.importId);
      else if ('refusals' in end) setState({ phase: 'refused', file, refusals: end.refusals });
      else setState({ phase: 'failed', file, requestId: end.requestId });
    },
    [brandId],
  );
  return {
    state,
    send: useCallback((file, kind) => void send(file, kind), [send]),
    cancel: useCallback(() => {
      running.current?.abort();
      running.current = undefined;
      setState({ phase: 'idle' });
    }, []),
  };
}
