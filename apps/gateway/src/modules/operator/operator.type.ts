import type { Locale as LocaleName } from '@kolony/domain/foundation/scope';
import { Int, registerEnumType } from 'type-graphql';
import { Column, Computed, Stored, Timestamp } from '../../reading/decorators.ts';

export const Locale = { ZH_CN: 'zh-CN', EN: 'en' } as const;
registerEnumType(Locale, {
  name: 'Locale',
  description: 'A language of the console and of mails.',
  valuesConfig: { ZH_CN: { description: 'Chinese, as in China.' }, EN: { description: 'English.' } },
});

export const SessionKind = { COOKIE: 'cookie', BEARER: 'bearer' } as const;
registerEnumType(SessionKind, {
  name: 'SessionKind',
  description: 'How a session is carried.',
  valuesConfig: {
    COOKIE: {
      description:
        'In an HttpOnly cookie: for browsers. Ends after 14 days unused, after 90 days at the latest.',
    },
    BEARER: { description: 'As a token in the Authorization header: for programs. Ends after 90 days.' },
  },
});

@Stored({
  name: 'Operator',
  table: 'operator',
  allow: 'SIGNED_IN',
  description: 'A person who signs in. Visible to themselves and in brands where they work or have worked.',
})
export class Operator {
  @Column('email', () => String, 'The e-mail to sign in with, in lower case.')
  email!: string;

  @Column('name', () => String, 'What colleagues call them.')
  name!: string;

  @Column('locale', () => Locale, 'The language of their console and mails.')
  locale!: LocaleName;

  @Timestamp('created_at', 'When they first came (UTC).')
  createdAt!: Date;

  @Column('version', () => Int, 'Goes up by one with every change.')
  version!: number;
}

@Stored({
  name: 'OperatorSession',
  table: 'operator_session',
  allow: 'SIGNED_IN',
  description: 'A place where one is signed in. Each operator sees their own only.',
})
export class OperatorSession {
  @Column('kind', () => SessionKind, 'How it is carried.')
  kind!: string;

  @Column('ip', () => String, 'The address that it was opened from.', { nullable: true })
  ip!: string | null;

  @Column('user_agent', () => String, 'What the browser or program called itself, at most 300 characters.', {
    nullable: true,
  })
  userAgent!: string | null;

  @Timestamp('created_at', 'When one signed in (UTC).')
  createdAt!: Date;

  @Timestamp('last_seen_at', 'When it was used last (UTC), to within five minutes.')
  lastSeenAt!: Date;

  @Timestamp('expires_at', 'When it ends unless it is used before (UTC).')
  expiresAt!: Date;

  @Computed(
    { id: 'id' },
    ({ id }, _args, { scope }) => id === scope.sessionId,
    () => Boolean,
    'Whether it is the one of this request.',
  )
  current!: boolean;
}
