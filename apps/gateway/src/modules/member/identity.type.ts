import {
  type IdentityKind as IdentityKindName,
  identityKinds,
  maskIdentity,
} from '@kolony/domain/member/identity.rules';
import { Column, Sealed, Stored, Timestamp } from '../../reading/decorators.ts';
import { IdentityKind } from './member.enums.ts';

const kindOf = (raw: unknown): IdentityKindName => identityKinds.find((kind) => kind === raw) ?? 'phone';

@Stored({
  name: 'MemberIdentity',
  table: 'member_identity',
  allow: 'MEMBER_READ',
  description: 'One handle of a member. Each belongs to one member of the brand.',
})
export class MemberIdentity {
  @Column('kind', () => IdentityKind, 'What kind of handle.')
  kind!: IdentityKindName;

  @Column(
    'namespace',
    () => String,
    'Where it is unique: a shop, an app id; empty when there is but one place.',
  )
  namespace!: string;

  @Sealed(
    'member_identity.value_sealed',
    (value, { kind }) => maskIdentity({ kind: kindOf(kind), value }),
    'The handle itself, normalised. Phone and e-mail masked (`138****5678`, `a***@example.com`) unless revealed. Null only beside an error: when that was refused, or the value cannot be opened.',
    { plain: 'value', columns: { kind: 'kind' }, related: 'member_id' },
  )
  value!: string | null;

  @Timestamp('verified_at', 'When it was proved to be theirs (UTC); null when it never was.', {
    nullable: true,
  })
  verifiedAt!: Date | null;

  @Timestamp('created_at', 'When it was added (UTC).')
  createdAt!: Date;
}
