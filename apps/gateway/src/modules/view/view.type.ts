import { Int } from 'type-graphql';
import { Column, Computed, Stored } from '../../reading/decorators.ts';
import { openSealed } from '../../reading/sealed.ts';
import { JSONValue } from '../../server/scalars.ts';

@Stored({
  name: 'SavedView',
  table: 'saved_view',
  allow: 'BRAND_READ',
  description: 'A page of the console under a name: its filters, order and columns.',
})
export class SavedView {
  @Column('page', () => String, 'The page that it is a view of, `members`.')
  page!: string;

  @Column('name', () => String, 'Its name, unique per operator and page.')
  name!: string;

  @Computed(
    { id: 'id', sealed: 'state_sealed' },
    ({ id, sealed }, _, decoding) =>
      JSON.parse(openSealed(String(sealed), 'saved_view.state_sealed', decoding, { type: 'SavedView', id })),
    () => JSONValue,
    'The state of the page, as the console keeps it in the address.',
  )
  state!: Record<string, unknown>;

  @Column('shared', () => Boolean, 'Whether all operators of the brand see it.')
  shared!: boolean;

  @Column(
    (row) => `(${row}.operator_id = kolony.current_operator())`,
    () => Boolean,
    'Whether the caller saved it.',
  )
  mine!: boolean;

  @Column('version', () => Int, 'Goes up by one with every change.')
  version!: number;
}
