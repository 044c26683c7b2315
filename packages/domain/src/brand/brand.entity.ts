import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { platforms } from './brand.rules.ts';

export const BrandEntity = defineEntity({
  name: 'Brand',
  tableName: 'brand',
  properties: {
    id: p.uuid().primary(),
    name: p.string(),
    positioning: p.text(),
    toneOfVoice: p.text(),
    story: p.text(),
    logoUrl: p.text().nullable(),
    primaryColor: p.string().nullable(),
    secondaryColor: p.string().nullable(),
    timeZone: p.string(),
    currency: p.string(),
    demo: p.boolean(),
    version: p.integer(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});
export type BrandEntity = InferEntity<typeof BrandEntity>;

export const BrandChannelEntity = defineEntity({
  name: 'BrandChannel',
  tableName: 'brand_channel',
  properties: {
    brandId: p.uuid().primary(),
    id: p.uuid().primary(),
    platform: p.enum(platforms),
    accountName: p.string(),
    accountId: p.string(),
    url: p.string().nullable(),
    position: p.integer(),
  },
});
export type BrandChannelEntity = InferEntity<typeof BrandChannelEntity>;
