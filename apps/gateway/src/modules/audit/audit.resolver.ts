import { verifyAuditChain } from '@kolony/domain/foundation/audit';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import { Allow } from '../../reading/decorators.ts';
import type { Context } from '../../server/context.ts';
import { Cost } from '../../server/limits/directives.ts';
import { AuditChain, auditEventList } from './audit.type.ts';

@Resolver()
export class AuditResolver {
  @Query(() => auditEventList.connection as never, {
    description: 'The audit log of the brand, the latest first.',
  })
  @Allow('AUDIT_READ')
  auditEvents(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => auditEventList.args as never) _args: object,
  ) {
    return reader.page(auditEventList, info);
  }

  @Query(() => AuditChain, {
    description:
      'Checks the whole chain of the brand’s audit log, event by event. Takes a second for some 100,000 events.',
  })
  @Allow('AUDIT_READ')
  // Reads all events of the brand, and makes their hashes again.
  @Cost(1000)
  auditChain(@Ctx() { database, scope, signal }: Context): Promise<AuditChain> {
    return database.read(scope, (tx) => verifyAuditChain(tx, database.keyring), signal);
  }
}
