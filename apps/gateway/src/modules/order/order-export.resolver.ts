import { beginOrderExport } from '@kolony/domain/export/export.service';
import { orderColumnsOfMember } from '@kolony/domain/export/order-export.columns';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../reading/decorators.ts';
import { chosenBy } from '../../reading/selection.ts';
import { type Context, write } from '../../server/context.ts';
import { Cost } from '../../server/limits/directives.ts';
import { permitted } from '../../server/permitted.ts';
import { JobPayload } from '../job/job.input.ts';
import { orderList } from './order.list.ts';
import { OrderExportInput } from './order-export.input.ts';

const orders = { list: orderList, noun: 'Order' } as const;

@Resolver()
export class OrderExportResolver {
  @Mutation(() => JobPayload, {
    description:
      'Begins to write orders to a CSV file (UTF-8 with a byte order mark), in a job. Headings and words are in the language of the request. The file is `report.file` of the job when it has completed.',
  })
  @Allow('ORDER_READ')
  // What is chosen is fixed, row by row, before the job.
  @Cost(100)
  orderExport(
    @Ctx() context: Context,
    @Arg('input', () => OrderExportInput, { description: 'Which, and what of them.' })
    input: OrderExportInput,
  ) {
    const { columns, selection, orderBy } = input;
    if (columns.some((column) => orderColumnsOfMember.includes(column))) {
      permitted(context.scope, 'MEMBER_READ');
    }
    return write(
      context,
      async (tx) => {
        const chosen = chosenBy(context, orders, selection, orderBy);
        return chosen.ok ? beginOrderExport(tx, { columns, chosen: chosen.value }) : chosen;
      },
      (job) => ({ job }),
    );
  }
}
