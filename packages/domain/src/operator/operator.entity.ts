import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

export const OperatorEntity = defineEntity({
  name: 'Operator',
  tableName: 'operator',
  properties: {
    id: p.uuid().primary(),
    email: p.string(),
    name: p.string(),
    locale: p.enum(['zh-CN', 'en'] as const),
    demo: p.boolean(),
    version: p.integer(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});
export type OperatorEntity = InferEntity<typeof OperatorEntity>;
