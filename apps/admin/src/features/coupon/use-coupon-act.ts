import type { TypedDocumentNode } from '@apollo/client';
import { useState } from 'react';
import { type Acted, useAct } from '../../shared/api/use-act.ts';

/** What shows coupons, and is asked for anew when something was done with some. */
export const showsCoupons = [
  'CouponTemplates',
  'CouponTemplate',
  'CouponReport',
  'CouponsOfTemplate',
  'CouponRedemptions',
  'MemberCoupons',
  'MemberTimeline',
  'IssuableTemplates',
];

/**
 * A mutation that issues or uses coupons. Its key is made once, with the dialog that sends it: however often it is sent, by a
 * double click or after an answer that was lost, it is done once.
 */
export function useKeyedAct<Data, Input>(
  document: TypedDocumentNode<Data, { input: Input; key: string }>,
  refetch = showsCoupons,
): [(input: Input) => Promise<Acted<Data>>, boolean] {
  const [key] = useState(newKey);
  const [act, busy] = useAct(document, { refetch });
  return [(input) => act({ input, key }), busy];
}

/** `crypto.randomUUID` isn't there where a console is reached without TLS. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
