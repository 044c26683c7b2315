import { defineList } from '../../shared/api/lists.ts';
import { MembersDocument } from './member.graphql.ts';
import { memberFilter, memberOrder } from './member-filters.ts';

export const members = defineList(MembersDocument, (data) => data.members);
export const defaultMemberSort = 'JOINED_AT_DESC';

/** What is asked for, by what the address says and which columns are shown. */
export function memberVariables(value: (id: string) => string | null, shown: string[], timeZone: string) {
  return {
    search: value('q'),
    filter: memberFilter(value, timeZone),
    orderBy: memberOrder(value('sort') ?? defaultMemberSort),
    withIdentities: shown.some((id) => id === 'phone' || id === 'email' || id === 'externalId'),
    withTags: shown.includes('tags'),
  };
}
