import { changePassword } from '@kolony/domain/operator/password.service';
import { requestPasswordReset, resetPassword } from '@kolony/domain/operator/password-reset.service';
import {
  beginTotp,
  confirmTotp,
  disableTotp,
  renewRecoveryCodes,
} from '@kolony/domain/operator/totp.service';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Allow } from '../../reading/decorators.ts';
import { anonymousScope } from '../../server/caller.ts';
import { type Context, payloadOf } from '../../server/context.ts';
import { Cost } from '../../server/limits/directives.ts';
import {
  PasswordChangeInput,
  PasswordChangePayload,
  PasswordResetInput,
  PasswordResetPayload,
  PasswordResetRequestInput,
  PasswordResetRequestPayload,
  RecoveryCodesPayload,
  RecoveryCodesRenewInput,
  TotpBeginInput,
  TotpBeginPayload,
  TotpConfirmInput,
  TotpConfirmPayload,
  TotpDisableInput,
  TotpDisablePayload,
} from './security.input.ts';
import { ownScope, publicUrl } from './self.ts';

const nothing = () => ({});

@Resolver()
export class SecurityResolver {
  @Mutation(() => PasswordResetRequestPayload, {
    description: 'Mails a link for a new password. The answer is the same whether anyone has this e-mail.',
  })
  @Allow('ANYONE')
  async passwordResetRequest(
    @Ctx() context: Context,
    @Arg('input', () => PasswordResetRequestInput, { description: 'Whose.' }) {
      email,
    }: PasswordResetRequestInput,
  ) {
    const input = { email, publicUrl: publicUrl(context) };
    return payloadOf(
      context,
      await requestPasswordReset(context.database, anonymousScope(context.request), input),
      nothing,
    );
  }

  @Mutation(() => PasswordResetPayload, {
    description:
      'Sets a new password by a mailed link and ends all sessions. Two-step verification stays on.',
  })
  @Allow('ANYONE')
  // A password is hashed slowly, on purpose.
  @Cost(100)
  async passwordReset(
    @Ctx() context: Context,
    @Arg('input', () => PasswordResetInput, { description: 'Link and password.' }) input: PasswordResetInput,
  ) {
    return payloadOf(
      context,
      await resetPassword(context.database, anonymousScope(context.request), input),
      nothing,
    );
  }

  @Mutation(() => PasswordChangePayload, {
    description: 'Changes one’s own password and ends the other sessions.',
  })
  @Allow('SIGNED_IN')
  // A password is hashed slowly, on purpose.
  @Cost(100)
  async passwordChange(
    @Ctx() context: Context,
    @Arg('input', () => PasswordChangeInput, { description: 'Both passwords.' }) input: PasswordChangeInput,
  ) {
    const change = { ...input, sessionId: context.sessionId };
    return payloadOf(context, await changePassword(context.database, ownScope(context), change), nothing);
  }

  @Mutation(() => TotpBeginPayload, {
    description:
      'Makes a secret for an authenticator app. Nothing is asked for at sign-in before totpConfirm.',
  })
  @Allow('SIGNED_IN')
  async totpBegin(
    @Ctx() context: Context,
    @Arg('input', () => TotpBeginInput, { description: 'The password.' }) input: TotpBeginInput,
  ) {
    const outcome = await beginTotp(context.database, ownScope(context), input);
    return payloadOf(context, outcome, (begun) => begun);
  }

  @Mutation(() => TotpConfirmPayload, { description: 'Turns two-step verification on with a first code.' })
  @Allow('SIGNED_IN')
  async totpConfirm(
    @Ctx() context: Context,
    @Arg('input', () => TotpConfirmInput, { description: 'The code.' }) input: TotpConfirmInput,
  ) {
    const outcome = await context.database.write(ownScope(context), (tx) => confirmTotp(tx, input));
    return payloadOf(context, outcome, (recoveryCodes) => ({ recoveryCodes }));
  }

  @Mutation(() => TotpDisablePayload, {
    description: 'Turns two-step verification off; its recovery codes go.',
  })
  @Allow('SIGNED_IN')
  async totpDisable(
    @Ctx() context: Context,
    @Arg('input', () => TotpDisableInput, { description: 'The password.' }) input: TotpDisableInput,
  ) {
    return payloadOf(context, await disableTotp(context.database, ownScope(context), input), nothing);
  }

  @Mutation(() => RecoveryCodesPayload, {
    description: 'Makes new recovery codes in place of those that are left.',
  })
  @Allow('SIGNED_IN')
  async recoveryCodesRenew(
    @Ctx() context: Context,
    @Arg('input', () => RecoveryCodesRenewInput, { description: 'The password.' })
    input: RecoveryCodesRenewInput,
  ) {
    const outcome = await renewRecoveryCodes(context.database, ownScope(context), input);
    return payloadOf(context, outcome, (recoveryCodes) => ({ recoveryCodes }));
  }
}
