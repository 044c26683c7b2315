import { DomainError, type Outcome } from '@kolony/domain/foundation/errors';
import { memberScope, type Scope } from '@kolony/domain/foundation/scope';
import { smsSettings } from '@kolony/domain/foundation/settings';
import { requestCode, signInByPhone } from '@kolony/domain/member-access/code.service';
import { type MemberTokens, refreshTokens } from '@kolony/domain/member-access/device.service';
import { signInByWechat } from '@kolony/domain/member-access/wechat-sign-in.service';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver, Root } from 'type-graphql';
import { Allow, ResolvedField } from '../../reading/decorators.ts';
import { Reader } from '../../reading/reader.ts';
import { anonymousScope } from '../../server/caller.ts';
import { type Context, type Payload, payloadOf } from '../../server/context.ts';
import { Cost } from '../../server/limits/directives.ts';
import { MemberSignInPayload, MemberTokenRefreshPayload } from './me.input.ts';
import { Me } from './me.type.ts';
import {
  MemberCodeRequestInput,
  MemberCodeRequestPayload,
  MemberSignInByPhoneInput,
  MemberSignInByWechatInput,
  MemberTokenRefreshInput,
} from './member-sign-in.input.ts';

interface SignedIn {
  tokens?: MemberTokens;
}

@Resolver(() => MemberSignInPayload)
export class MemberSignInResolver {
  @Mutation(() => MemberSignInPayload, {
    description:
      'Signs in whoever has opened a mini program of a brand, as the member whom WeChat’s openid or unionid belongs to; they become one where nobody is. Wrong codes are limited by address: RATE_LIMITED says for how many seconds.',
  })
  @Allow('ANYONE')
  // Another server is asked.
  @Cost(50)
  memberSignInByWechat(
    @Ctx() context: Context,
    @Arg('input', () => MemberSignInByWechatInput, { description: 'Mini program and code.' })
    input: MemberSignInByWechatInput,
  ) {
    const { database, env } = context;
    return opening(context, (scope, deviceName) =>
      signInByWechat(database, scope, env.WECHAT_API_URL, {
        ...input,
        deviceName: input.deviceName ?? deviceName,
      }),
    );
  }

  @Mutation(() => MemberCodeRequestPayload, {
    description:
      'Sends a code by SMS, in the language of the request, with which whoever has the number signs in. One a minute to a number, and a few an hour; limited by address and by brand too: RATE_LIMITED says for how many seconds.',
  })
  @Allow('ANYONE')
  // A text message costs money.
  @Cost(100)
  async memberCodeRequest(
    @Ctx() context: Context,
    @Arg('input', () => MemberCodeRequestInput, { description: 'Program and number.' })
    input: MemberCodeRequestInput,
  ) {
    const { database, env, request } = context;
    if (!smsSettings(env)) throw new DomainError('SMS_NOT_SET_UP');
    const outcome = await requestCode(database, anonymousScope(request), input);
    return payloadOf(context, outcome, () => ({}));
  }

  @Mutation(() => MemberSignInPayload, {
    description:
      'Signs in by a code that was sent to a phone, as the member who has the number; they become one where nobody has it. Wrong codes are limited by number, by address and by brand: RATE_LIMITED says for how many seconds.',
  })
  @Allow('ANYONE')
  @Cost(50)
  memberSignInByPhone(
    @Ctx() context: Context,
    @Arg('input', () => MemberSignInByPhoneInput, { description: 'Program, number and code.' })
    input: MemberSignInByPhoneInput,
  ) {
    return opening(context, (scope, deviceName) =>
      signInByPhone(context.database, scope, { ...input, deviceName: input.deviceName ?? deviceName }),
    );
  }

  @Mutation(() => MemberTokenRefreshPayload, {
    description:
      'Exchanges a refresh token for new tokens. One that was exchanged before ends the sign-in, for then two have it; within 30 seconds it is taken once more, since an answer may be lost.',
  })
  @Allow('ANYONE')
  async memberTokenRefresh(
    @Ctx() context: Context,
    @Arg('input', () => MemberTokenRefreshInput, { description: 'The token.' })
    input: MemberTokenRefreshInput,
  ) {
    const outcome = await refreshTokens(context.database, anonymousScope(context.request), input);
    return payloadOf(context, outcome, (tokens) => ({ tokens }));
  }

  @ResolvedField(() => Me, { nullable: true })
  me(@Root() { tokens }: SignedIn, @Ctx() { database, request }: Context, @Info() info: GraphQLResolveInfo) {
    if (!tokens) return null;
    const { memberId, brandId, deviceId } = tokens;
    const { requestId, ip, locale } = anonymousScope(request);
    const scope = memberScope(memberId, brandId, { requestId, ip, locale, sessionId: deviceId });
    return new Reader(database, scope).one(Me, info, memberId);
  }
}

async function opening(
  context: Context,
  open: (scope: Scope, deviceName: string | null) => Promise<Outcome<MemberTokens>>,
): Promise<Payload<SignedIn>> {
  const { request } = context;
  const outcome = await open(anonymousScope(request), request.headers['user-agent'] ?? null);
  return payloadOf(context, outcome, (tokens): SignedIn => ({ tokens }));
}
