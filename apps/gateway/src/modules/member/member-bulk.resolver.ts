import { beginMemberExport } from '@kolony/domain/export/export.service';
import { beginBulkTag } from '@kolony/domain/member/tag.bulk.service';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../reading/decorators.ts';
import { chosenBy } from '../../reading/selection.ts';
import { type Context, write } from '../../server/context.ts';
import { Cost } from '../../server/limits/directives.ts';
import { JobPayload } from '../job/job.input.ts';
import { memberList } from './member.list.ts';
import { MemberBulkTagInput, MemberExportInput } from './member-bulk.input.ts';

const members = { list: memberList, noun: 'Member' } as const;

@Resolver()
export class MemberBulkResolver {
  @Mutation(() => JobPayload, {
    description:
      'Begins to put tags on many members, and to take tags off, in a job. Its `report` tells how many were changed, were so already, and failed.',
  })
  @Allow('MEMBER_WRITE')
  // What is chosen is fixed, row by row, before the job.
  @Cost(100)
  memberBulkTag(
    @Ctx() context: Context,
    @Arg('input', () => MemberBulkTagInput, { description: 'Whose, and which.' }) input: MemberBulkTagInput,
  ) {
    return write(
      context,
      async (tx) => {
        const chosen = chosenBy(context, members, input.selection);
        return chosen.ok ? beginBulkTag(tx, { ...input, chosen: chosen.value }) : chosen;
      },
      (job) => ({ job }),
    );
  }

  @Mutation(() => JobPayload, {
    description:
      'Begins to write members to a CSV file (UTF-8 with a byte order mark), in a job. Headings and words are in the language of the request. The file is `report.file` of the job when it has completed.',
  })
  @Allow('MEMBER_READ')
  // What is chosen is fixed, row by row, before the job.
  @Cost(100)
  memberExport(
    @Ctx() context: Context,
    @Arg('input', () => MemberExportInput, { description: 'Which, and what of them.' })
    input: MemberExportInput,
  ) {
    return write(
      context,
      async (tx) => {
        const chosen = chosenBy(context, members, input.selection, input.orderBy);
        return chosen.ok ? beginMemberExport(tx, { ...input, chosen: chosen.value }) : chosen;
      },
      (job) => ({ job }),
    );
  }
}
