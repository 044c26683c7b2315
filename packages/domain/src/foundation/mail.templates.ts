import type { Mail, MailTemplate } from './mail.ts';
import type { Locale } from './scope.ts';

interface Text {
  subject: string;
  /** Paragraphs. One that is just `{url}` is the link. */
  body: readonly string[];
  /** What the button with the link says. */
  button: string;
}

const texts: Readonly<Record<MailTemplate, Readonly<Record<Locale, Text>>>> = {
  invitation: {
    'zh-CN': {
      subject: '{inviterName} 邀请您加入 {brandName}',
      body: [
        '您好！',
        '{inviterName} 邀请您在 Kolony 中一起运营 {brandName}。请点击下面的链接接受邀请：',
        '{url}',
        '链接只能使用一次，并会在一段时间后失效。如果您不认识邀请人，请忽略此邮件。',
      ],
      button: '接受邀请',
    },
    en: {
      subject: '{inviterName} invites you to {brandName}',
      body: [
        'Hello,',
        '{inviterName} invites you to work on {brandName} in Kolony. Accept with this link:',
        '{url}',
        "The link works once and expires after a while. If you don't know who invites you, ignore this mail.",
      ],
      button: 'Accept the invitation',
    },
  },
  password_reset: {
    'zh-CN': {
      subject: '重设您的 Kolony 密码',
      body: [
        '{name}，您好！',
        '有人请求重设您的密码。请点击下面的链接设置新密码：',
        '{url}',
        '链接只能使用一次，并会很快失效。如果不是您本人的操作，请忽略此邮件，您的密码不会改变。',
      ],
      button: '设置新密码',
    },
    en: {
      subject: 'Reset your Kolony password',
      body: [
        'Hello {name},',
        'Someone asked to reset your password. Set a new one with this link:',
        '{url}',
        "The link works once and expires soon. If it wasn't you, ignore this mail; your password stays as it is.",
      ],
      button: 'Set a new password',
    },
  },
};

/** A mail ready to send: subject, plain text, and the same as simple HTML with every value escaped. */
export function renderMail(mail: Mail): { subject: string; text: string; html: string } {
  const { subject, body, button } = texts[mail.template][mail.locale];
  const plain = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => mail.values[name] ?? '');
  const escaped = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => escapeHtml(mail.values[name] ?? ''));
  const paragraphs = body.map((text) =>
    text === '{url}'
      ? `<p><a href="${escaped(text)}" style="display:inline-block;padding:10px 20px;border-radius:6px;background:#2b5cd9;color:#fff;text-decoration:none">${escapeHtml(button)}</a></p><p style="color:#666;font-size:13px;word-break:break-all">${escaped(text)}</p>`
      : `<p>${escaped(text)}</p>`,
  );
  return {
    // A name with a line break in it must not become a header of its own.
    subject: plain(subject).replace(/\s+/g, ' ').trim(),
    text: `${body.map(plain).join('\n\n')}\n`,
    html: `<!doctype html><html lang="${mail.locale}"><meta charset="utf-8"><body style="font-family:sans-serif;line-height:1.6;max-width:34em">${paragraphs.join('')}</body></html>`,
  };
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
