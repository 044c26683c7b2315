import { previewInvitation } from '@kolony/domain/brand/invitation-accept.service';
import { installationState } from '@kolony/domain/brand/setup.service';
import { demoAccount } from '@kolony/domain/demo/demo-account';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import manifest from '../../../package.json';
import { Allow } from '../../reading/decorators.ts';
import { anonymousScope } from '../../server/caller.ts';
import type { Context } from '../../server/context.ts';
import { Cached } from '../../server/protocol/cached.ts';
import { Installation, InvitationPreview } from './installation.type.ts';

@Resolver()
export class InstallationResolver {
  @Query(() => Installation, {
    description:
      'What the sign-in page needs to know, before anyone is signed in. The same for everyone: answers to GET may be kept for a minute.',
  })
  @Allow('ANYONE')
  @Cached(60)
  async installation(@Ctx() { database, env }: Context): Promise<Installation> {
    const { needsSetup, demo } = await installationState(database);
    const demoSignIn =
      demo && env.KOLONY_DEMO ? { email: demoAccount.email, password: demoAccount.password } : null;
    return { version: manifest.version, demo, demoSignIn, needsSetup, mail: env.SMTP_URL !== undefined };
  }

  @Query(() => InvitationPreview, {
    nullable: true,
    description: 'What an invitation link offers; null when it serves no more.',
  })
  @Allow('ANYONE')
  async invitationByToken(
    @Ctx() { database, request }: Context,
    @Arg('token', () => String, { description: 'The token of the link.' }) token: string,
  ) {
    return (await previewInvitation(database, anonymousScope(request), token)) ?? null;
  }
}
