import { BrandChannelEntity, BrandEntity } from './brand/brand.entity.ts';
import { BrandOperatorEntity } from './brand/seat.entity.ts';
import { MemberConsentEntity, MemberNoteEntity } from './member/member.entity.ts';
import { MemberMergeEntity } from './merge/merge.entity.ts';
import { OperatorEntity } from './operator/operator.entity.ts';
import { OrderRefundEntity } from './order/order.entity.ts';

/** Every stored noun, for the ORM. Each is defined in the folder of its noun. */
export const entities = [
  OperatorEntity,
  BrandEntity,
  BrandChannelEntity,
  BrandOperatorEntity,
  MemberNoteEntity,
  MemberConsentEntity,
  MemberMergeEntity,
  OrderRefundEntity,
] as const;
