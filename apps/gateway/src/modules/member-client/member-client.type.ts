import type { MemberClientKind as MemberClientKindName } from '@kolony/domain/member-access/client.rules';
import { Int, registerEnumType } from 'type-graphql';
import { Column, Stored, Timestamp } from '../../reading/decorators.ts';

export const MemberClientKind = {
  WECHAT_MINI_PROGRAM: 'wechat_mini_program',
  MOBILE: 'mobile',
} as const satisfies Record<Uppercase<MemberClientKindName>, MemberClientKindName>;
registerEnumType(MemberClientKind, {
  name: 'MemberClientKind',
  description: 'What a program of members is.',
  valuesConfig: {
    WECHAT_MINI_PROGRAM: { description: 'A mini program of WeChat.' },
    MOBILE: { description: 'An app of the brand’s own: members sign in by phone.' },
  },
});

@Stored({
  name: 'MemberClient',
  table: 'member_client',
  allow: 'BRAND_UPDATE',
  description: 'A program by which members reach the brand. Its public id says which brand is meant.',
})
export class MemberClient {
  @Column('kind', () => MemberClientKind, 'What it is.')
  kind!: MemberClientKindName;

  @Column(
    'client_id',
    () => String,
    'The public id, which members’ programs sign in with: WeChat’s app id of a mini program; of a mobile app one that was made for it.',
  )
  clientId!: string;

  @Column('name', () => String, 'What operators call it.')
  name!: string;

  @Column('version', () => Int, 'Goes up by one with every change; an update names it.')
  version!: number;

  @Timestamp('created_at', 'When it was registered (UTC).')
  createdAt!: Date;

  @Timestamp('updated_at', 'When it was last changed (UTC).')
  updatedAt!: Date;
}
