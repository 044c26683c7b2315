import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { roles } from '../foundation/permissions.ts';

/** The seat of an operator in a brand: the role that they hold there. */
export const BrandOperatorEntity = defineEntity({
  name: 'BrandOperator',
  tableName: 'brand_operator',
  properties: {
    brandId: p.uuid().primary(),
    id: p.uuid().primary(),
    operatorId: p.uuid(),
    role: p.enum(roles),
    version: p.integer(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});
export type BrandOperatorEntity = InferEntity<typeof BrandOperatorEntity>;
