import { callerOf } from '@kolony/domain/brand/caller.service';
import { acceptInvitation } from '@kolony/domain/brand/invitation-accept.service';
import { setUp } from '@kolony/domain/brand/setup.service';
import type { Outcome } from '@kolony/domain/foundation/errors';
import type { OpenedSession, SessionKind } from '@kolony/domain/operator/session.service';
import { signOut } from '@kolony/domain/operator/session.service';
import { signIn } from '@kolony/domain/operator/sign-in.service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver, Root } from 'type-graphql';
import { Allow, ResolvedField } from '../../reading/decorators.ts';
import { Reader } from '../../reading/reader.ts';
import { anonymousScope, clearSession, cookieToken, deliverSession } from '../../server/caller.ts';
import { type Context, type Payload, payloadOf } from '../../server/context.ts';
import { Cost } from '../../server/limits/directives.ts';
import { ownScope } from './self.ts';
import {
  InvitationAcceptInput,
  SetupInput,
  SignInInput,
  SignInPayload,
  SignOutPayload,
} from './sign-in.input.ts';
import { Viewer } from './viewer.type.ts';

/** What a payload holds of a session until its fields are asked for. */
interface SignedIn {
  opened?: OpenedSession;
  token?: string | null;
}

@Resolver(() => SignInPayload)
export class SignInResolver {
  @Mutation(() => SignInPayload, {
    description: 'Sets up an empty installation: its first brand and the owner, who is signed in.',
  })
  @Allow('ANYONE')
  // A password is hashed slowly, on purpose.
  @Cost(100)
  setup(
    @Ctx() context: Context,
    @Arg('input', () => SetupInput, { description: 'Brand and owner.' }) input: SetupInput,
  ) {
    return opening(context, input, (wish) =>
      setUp(context.database, anonymousScope(context.request), { ...input, ...wish }),
    );
  }

  @Mutation(() => SignInPayload, {
    description:
      'Opens a session. Wrong tries are limited by account and by address: RATE_LIMITED says for how many seconds.',
  })
  @Allow('ANYONE')
  // A password is hashed slowly, on purpose.
  @Cost(100)
  signIn(
    @Ctx() context: Context,
    @Arg('input', () => SignInInput, { description: 'E-mail, password, code.' }) input: SignInInput,
  ) {
    return opening(context, input, (wish) =>
      signIn(context.database, anonymousScope(context.request), { ...input, ...wish }),
    );
  }

  @Mutation(() => SignInPayload, {
    description: 'Accepts an invitation, as a new operator or an existing one, and signs in.',
  })
  @Allow('ANYONE')
  // A password is hashed slowly, on purpose.
  @Cost(100)
  invitationAccept(
    @Ctx() context: Context,
    @Arg('input', () => InvitationAcceptInput, { description: 'The link’s token, and who accepts.' })
    input: InvitationAcceptInput,
  ) {
    return opening(context, input, (wish) =>
      acceptInvitation(context.database, anonymousScope(context.request), { ...input, ...wish }),
    );
  }

  @Mutation(() => SignOutPayload, { description: 'Ends the session of this request.' })
  @Allow('SIGNED_IN')
  async signOut(@Ctx() context: Context): Promise<Payload<object>> {
    const { sessionId } = context;
    if (sessionId) await context.database.write(ownScope(context), (tx) => signOut(tx, sessionId));
    clearSession(context.reply);
    return { userErrors: [] };
  }

  @ResolvedField(() => Viewer, { nullable: true })
  async viewer(
    @Root() { opened }: SignedIn,
    @Ctx() { database, request }: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    const caller = opened && (await callerOf(database, anonymousScope(request), opened.token, undefined));
    return caller ? new Reader(database, caller.scope).one(Viewer, info, opened.operatorId) : null;
  }
}

async function opening(
  context: Context,
  { session }: { session: SessionKind },
  open: (wish: {
    session: SessionKind;
    userAgent: string | null;
    previousToken: string | null;
  }) => Promise<Outcome<OpenedSession>>,
): Promise<Payload<SignedIn>> {
  const { request, reply, env } = context;
  const previousToken = session === 'cookie' ? cookieToken(request) : null;
  const outcome = await open({ session, userAgent: request.headers['user-agent'] ?? null, previousToken });
  return payloadOf(
    context,
    outcome,
    (opened): SignedIn => ({ opened, token: deliverSession(reply, env, opened) }),
  );
}
