import { defineList } from '../../shared/api/lists.ts';
import { MembersDocument } from './members.graphql.ts';
import { earlyMembers } from './members-query.ts';

export const members = defineList(MembersDocument, (data) => data.members, earlyMembers);
