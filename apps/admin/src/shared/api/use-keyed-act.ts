import type { TypedDocumentNode } from '@apollo/client';
import { useState } from 'react';
import { type Acted, useAct } from './use-act.ts';

/**
 * A mutation that moves points, stock or money. Its key is made once, with the dialog that sends it: however often it is
 * sent, by a double click or after an answer that was lost, it is done once.
 */
export function useKeyedAct<Data, Input>(
  document: TypedDocumentNode<Data, { input: Input; key: string }>,
  options: { refetch?: string[] },
): [(input: Input) => Promise<Acted<Data>>, boolean] {
  const [key] = useState(newKey);
  const [act, busy] = useAct(document, options);
  return [(input) => act({ input, key }), busy];
}

/** `crypto.randomUUID` isn't there where a console is reached without TLS. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
