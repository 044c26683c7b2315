import type { LoadMessages, Messages } from '../../shared/i18n/i18n.ts';

type Catalogue = { messages: Messages };

const common = import.meta.glob<Catalogue>('../../shared/i18n/catalogue/*.ts');
const features = import.meta.glob<Catalogue>('../../features/*/i18n/*.ts');

/** Messages of `common` lie in shared, those of any other namespace in the feature of that name. */
export const loadMessages: LoadMessages = async (locale, namespace) => {
  const file = `${locale.toLowerCase()}.ts`;
  const load =
    namespace === 'common'
      ? common[`../../shared/i18n/catalogue/${file}`]
      : features[`../../features/${namespace}/i18n/${file}`];
  if (!load) throw new Error(`no messages of ${namespace} in ${locale}`);
  return (await load()).messages;
};
