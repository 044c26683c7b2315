import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { MovedByMerge } from './merge.rules.ts';

export const MemberMergeEntity = defineEntity({
  name: 'MemberMerge',
  tableName: 'member_merge',
  properties: {
    brandId: p.uuid().primary(),
    id: p.uuid().primary(),
    keptId: p.uuid(),
    mergedId: p.uuid(),
    moved: p.json<MovedByMerge>(),
    mergedBy: p.uuid().nullable(),
    mergedAt: p.datetime(),
    undoneAt: p.datetime().nullable(),
  },
});
export type MemberMergeEntity = InferEntity<typeof MemberMergeEntity>;
