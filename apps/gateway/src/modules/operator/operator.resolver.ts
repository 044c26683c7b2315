import { permissionMatrix, roles } from '@kolony/domain/foundation/permissions';
import { updateOperator } from '@kolony/domain/operator/operator.service';
import { revokeOtherSessions, revokeSession } from '@kolony/domain/operator/session.service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow, AtMost, ResolvedField } from '../../reading/decorators.ts';
import type { Reader } from '../../reading/reader.ts';
import { type Context, payloadOf } from '../../server/context.ts';
import { uuidOf } from '../../server/ids.ts';
import {
  OperatorUpdateInput,
  OperatorUpdatePayload,
  SessionRevokeInput,
  SessionRevokePayload,
} from './operator.input.ts';
import { OperatorSession } from './operator.type.ts';
import { RolePermissions } from './role.type.ts';
import { ownScope } from './self.ts';
import { Viewer } from './viewer.type.ts';

@Resolver()
export class OperatorResolver {
  @Query(() => Viewer, { nullable: true, description: 'Who is calling; null for who is not signed in.' })
  @Allow('ANYONE')
  viewer(@Ctx() { scope, reader }: Context, @Info() info: GraphQLResolveInfo) {
    return scope.actor.kind === 'operator' ? reader.one(Viewer, info, scope.actor.id) : null;
  }

  @Query(() => [RolePermissions], { description: 'What each role may do in a brand.' })
  @Allow('SIGNED_IN')
  permissionMatrix(): RolePermissions[] {
    return roles.map((role) => ({ role, permissions: [...permissionMatrix[role]] }));
  }

  @Query(() => [OperatorSession], { description: 'One’s own sessions that live, the latest used first.' })
  @Allow('SIGNED_IN')
  @AtMost(100)
  sessions(@Ctx() { reader }: Context, @Info() info: GraphQLResolveInfo) {
    return ownSessions(reader, info);
  }

  @Mutation(() => OperatorUpdatePayload, { description: 'Changes one’s own name or language.' })
  @Allow('SIGNED_IN')
  async operatorUpdate(
    @Ctx() context: Context,
    @Arg('input', () => OperatorUpdateInput, { description: 'What to change.' }) input: OperatorUpdateInput,
  ) {
    const outcome = await context.database.write(ownScope(context), (tx) => updateOperator(tx, input));
    return payloadOf(context, outcome, (operator) => ({ operator }));
  }

  @Mutation(() => SessionRevokePayload, { description: 'Ends one of one’s own sessions.' })
  @Allow('SIGNED_IN')
  async sessionRevoke(
    @Ctx() context: Context,
    @Arg('input', () => SessionRevokeInput, { description: 'Which one.' }) input: SessionRevokeInput,
  ) {
    const id = uuidOf('OperatorSession', input.id);
    return payloadOf(
      context,
      await context.database.write(ownScope(context), (tx) => revokeSession(tx, id)),
      () => ({}),
    );
  }

  @Mutation(() => SessionRevokePayload, {
    description: 'Ends all of one’s own sessions but the one of this request.',
  })
  @Allow('SIGNED_IN')
  async sessionsRevokeOthers(@Ctx() context: Context) {
    const kept = context.sessionId;
    return payloadOf(
      context,
      await context.database.write(ownScope(context), (tx) => revokeOtherSessions(tx, kept)),
      () => ({}),
    );
  }
}

@Resolver(() => SessionRevokePayload)
export class SessionRevokePayloadResolver {
  @ResolvedField(() => [OperatorSession])
  sessions(@Ctx() { reader }: Context, @Info() info: GraphQLResolveInfo) {
    return ownSessions(reader, info);
  }
}

function ownSessions(reader: Reader, info: GraphQLResolveInfo) {
  return reader.all(
    OperatorSession,
    info,
    ({ row }) => `${row}.operator_id = kolony.current_operator() and ${row}.expires_at > now()`,
    (row) => `${row}.last_seen_at desc, ${row}.id desc`,
  );
}
