import type { TypedDocumentNode } from '@apollo/client';
import type { Acted } from '../../shared/api/use-act.ts';
import { useKeyedAct } from '../../shared/api/use-keyed-act.ts';

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

/** A mutation that moves points, done once however often it is sent. */
export function usePointsAct<Data, Input>(
  document: TypedDocumentNode<Data, { input: Input; key: string }>,
): [(input: Input) => Promise<Acted<Data>>, boolean] {
  return useKeyedAct(document, { refetch: showsPoints });
}
