import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import type { MemberClientKind } from '../../gql/graphql.ts';

export const clientKinds = ['WECHAT_MINI_PROGRAM', 'MOBILE'] as const satisfies MemberClientKind[];

const longestName = 60;

/** What operators call a program. */
export function clientName(t: TFunction<['brand', 'common']>) {
  return z.string().check(
    z.refine((value) => value.trim() !== '', t('common:form.required')),
    z.maxLength(longestName, t('common:form.tooLong', { limit: longestName })),
  );
}
