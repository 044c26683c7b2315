import type { TypedDocumentNode } from '@apollo/client';
import { useState } from 'react';
import { type Acted, useAct } from '../../shared/api/use-act.ts';

/** What shows points, and is asked for anew when some have moved. */
export const showsPoints = [
  'MemberPoints',
  'PointsStatement',
  'MemberTimeline',
  'PointsAdjustments',
  'PointsAdjustment',
  'WaitingAdjustments',
  'PointsLiability',
  'Members',
];

/**
 * A mutation that moves points. Its key is made once, with the dialog that sends it: however often it is sent, by a
 * double click or after an answer that was lost, points move once.
 */
export function usePointsAct<Data, Input>(
  document: TypedDocumentNode<Data, { input: Input; key: string }>,
): [(input: Input) => Promise<Acted<Data>>, boolean] {
  const [key] = useState(newKey);
  const [act, busy] = useAct(document, { refetch: showsPoints });
  return [(input) => act({ input, key }), busy];
}

/** `crypto.randomUUID` isn't there where a console is reached without TLS. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
