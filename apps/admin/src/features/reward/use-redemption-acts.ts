import { useMemo, useRef, useState } from 'react';
import type { RedemptionActs } from './redemption-buttons.tsx';
import type { Redemption } from './redemptions.ts';
import { useHandOver } from './use-hand-over.ts';

/** What is done with redemptions on a page, and what is being asked about one. */
export function useRedemptionActs() {
  const [deciding, setDeciding] = useState<{ redemption: Redemption; action: 'FULFIL' | 'CANCEL' }>();
  const hand = useHandOver();
  const now = useRef(hand);
  now.current = hand;
  // The same as long as the page is there: the rows of a list are drawn anew otherwise.
  const acts: RedemptionActs = useMemo(
    () => ({
      onHandOver: (redemption) => void now.current.handOver(redemption),
      onReopen: (redemption) => void now.current.reopen(redemption),
      onCancel: (redemption) => setDeciding({ redemption, action: 'CANCEL' }),
    }),
    [],
  );
  return {
    acts,
    deciding,
    decide: (redemption: Redemption, action: 'FULFIL' | 'CANCEL') => setDeciding({ redemption, action }),
    close: () => setDeciding(undefined),
    handOverAll: hand.handOverAll,
    progress: hand.progress,
  };
}
