import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import { currentLocale } from '../../shared/i18n/locale.ts';
import type { TemplateContent } from './terms.ts';

const mostNamed = 3;

/** What a coupon is good for, in words. Undefined as long as it doesn't say how much it gives. */
export function useTerms(): {
  /** `满 ¥99 减 ¥20`. */
  gives: (content: TemplateContent) => string | undefined;
  /** When it is valid. */
  valid: (content: TemplateContent) => string;
  /** All of it. */
  sentence: (content: TemplateContent) => string | undefined;
} {
  const { t } = useTranslation('coupon');
  const format = useFormat();
  const list = (values: string[]) => {
    const named = values.slice(0, mostNamed);
    const more = values.length - named.length;
    return new Intl.ListFormat(currentLocale(), { type: 'disjunction' }).format(
      more > 0 ? [...named, t('says.others', { count: more })] : named,
    );
  };
  const gives = ({ kind, amount, percent, cap, minimum }: TemplateContent) => {
    const least = Number(minimum.amount) > 0 ? format.money(minimum) : '';
    const asks = least ? 'yes' : 'no';
    if (kind === 'AMOUNT')
      return amount ? t('says.amount', { amount: format.money(amount), asks, minimum: least }) : undefined;
    if (percent === null || !cap) return undefined;
    // Chinese readers think of what is left to pay: 15 % off is 8.5 折.
    const tenths = format.number((100 - percent) / 10);
    return t('says.percent', { percent, tenths, cap: format.money(cap), asks, minimum: least });
  };
  const valid = ({ validDays, startsOn, endsOn }: TemplateContent) => {
    if (validDays !== null) return t('says.days', { days: validDays });
    if (!endsOn) return '';
    return startsOn
      ? t('says.between', { from: format.day(startsOn), to: format.day(endsOn) })
      : t('says.until', { to: format.day(endsOn) });
  };
  const sentence = (content: TemplateContent) => {
    const what = gives(content);
    if (!what) return undefined;
    const { channels, skus, stackable, memberLimit, issueLimit } = content;
    return t('says.whole', {
      gives: what,
      channels: channels.length > 0 ? t('says.channels', { list: list(channels) }) : '',
      skus: skus.length > 0 ? t('says.skus', { list: list(skus) }) : '',
      valid: valid(content),
      stackable: stackable ? 'yes' : 'no',
      each: memberLimit === null ? '' : t('says.each', { count: memberLimit }),
      all: issueLimit === null ? '' : t('says.all', { count: issueLimit }),
    });
  };
  return { gives, valid, sentence };
}
