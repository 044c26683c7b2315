import { noId } from './ids.ts';
import type { Keyring } from './keyring.ts';
import type { Locale, Scope } from './scope.ts';

/** Mails that are sent, and the values that each needs. `url` is the secret link. */
export const mailTemplates = {
  /** To someone who is invited to a brand: who invites, to which brand, the link. */
  invitation: ['brandName', 'inviterName', 'url'],
  /** To an operator who forgot the password: the name, the link. */
  password_reset: ['name', 'url'],
} as const satisfies Record<string, readonly string[]>;

export type MailTemplate = keyof typeof mailTemplates;

/** A mail to send: to whom, in which language, and what goes into the template. */
export interface Mail {
  to: string;
  locale: Locale;
  template: MailTemplate;
  values: Record<string, string>;
}

/** How mail goes out. Without settings it isn't sent; what it says then is only in the answer to who asked for it. */
export interface MailSettings {
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. */
  url: string;
  /** The sender: `Kolony <noreply@example.com>`. */
  from: string;
}

/** Seals a mail of a scope for the outbox and the queue, where its link and address should not lie open. Base64. */
export function sealMail(keyring: Keyring, mail: Mail, { brandId }: Pick<Scope, 'brandId'>): string {
  const missing = mailTemplates[mail.template].filter((name) => !mail.values[name]);
  if (missing.length > 0) throw new Error(`mail ${mail.template} lacks ${missing.join(', ')}`);
  return keyring.seal(JSON.stringify(mail), 'mail', brandId ?? noId).toString('base64');
}

/** Opens what `sealMail` made in a scope of the same brand. */
export function openMail(keyring: Keyring, sealed: string, { brandId }: Pick<Scope, 'brandId'>): Mail {
  return JSON.parse(keyring.open(Buffer.from(sealed, 'base64'), 'mail', brandId ?? noId));
}
