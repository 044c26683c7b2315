import { gql } from '@apollo/client';
import { describe, expect, it } from 'vitest';
import { fieldsWithArguments, patched, recordsOf } from './patch.ts';

const member = (id: string, more: object = {}) => ({ __typename: 'Member', id, name: '王小', ...more });
const none = new Set<string>();

describe('what an answer tells of records', () => {
  it('stands in the rows, however deep, and leaves the others as they are', () => {
    const rows = [
      { node: member('1') },
      { node: { __typename: 'Order', id: '9', member: member('2') } },
      { node: member('3') },
    ];
    const records = recordsOf({ memberUpdate: { member: member('2', { name: '李四' }) } }, none);
    const next = patched(rows, records);
    expect(next[1]?.node).toEqual({ __typename: 'Order', id: '9', member: member('2', { name: '李四' }) });
    expect(next[0]).toBe(rows[0]);
    expect(rows[1]?.node).toMatchObject({ member: { name: '王小' } });
  });

  it('changes nothing where nothing changed', () => {
    const rows = [member('1', { spent: { amount: '1.00' } })];
    expect(patched(rows, recordsOf([member('1', { spent: { amount: '1.00' } })], none))).toBe(rows);
    expect(patched(rows, recordsOf([member('2', { name: '李四' })], none))).toBe(rows);
  });

  it('adds no field, and takes none that says less than what is shown', () => {
    const row = member('1', {
      tags: [{ id: 't', name: '老客' }],
      spent: { amount: '1.00', currency: 'CNY' },
    });
    const told = {
      __typename: 'Member',
      id: '1',
      city: '杭州',
      tags: [{ id: 'u' }],
      spent: { amount: '2.00' },
    };
    expect(patched(row, recordsOf(told, none))).toBe(row);
    const whole = { ...told, tags: [{ id: 'u', name: '新客' }], spent: null };
    expect(patched(row, recordsOf(whole, none))).toEqual({ ...row, tags: whole.tags, spent: null });
  });

  it('never puts what was revealed where it is masked', () => {
    const reveal = gql`
      query Reveal($id: ID!) {
        member(id: $id) {
          id
          name
          realName(reveal: true)
        }
      }
    `;
    const except = fieldsWithArguments(reveal);
    const answer = { member: member('1', { name: '李四', realName: '李建国' }) };
    const row = member('1', { realName: '李**' });
    expect(patched(row, recordsOf(answer, except))).toEqual({ ...row, name: '李四' });
  });
});
