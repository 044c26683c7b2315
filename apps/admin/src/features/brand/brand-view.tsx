import { useTranslation } from 'react-i18next';
import type { BrandWholeFragment } from '../../gql/graphql.ts';
import { currentLocale } from '../../shared/i18n/locale.ts';
import { Definitions, Panel } from '../../shared/ui/page.tsx';
import styles from './brand.module.css';
import { BrandPreview } from './brand-preview.tsx';
import { valuesOf } from './brand-values.ts';
import { useFieldText } from './use-field-text.ts';
import { zoneName, zoneOffset } from './zone-name.ts';

/** A brand for those who may see but not change it. */
export function BrandView({ brand }: { brand: BrandWholeFragment }) {
  const { t } = useTranslation(['brand', 'common']);
  const fieldText = useFieldText();
  const values = valuesOf(brand);
  const item = (field: 'name' | 'positioning' | 'toneOfVoice' | 'story' | 'currency') => ({
    term: t(`field.${field}`),
    value: <span className={styles.prose}>{fieldText(values, field) || t('common:state.none')}</span>,
  });
  const color = (field: 'primaryColor' | 'secondaryColor') => ({
    term: t(`field.${field}`),
    value: values[field] ? (
      <span className={styles.swatch}>
        <span style={{ background: values[field] }} />
        {values[field]}
      </span>
    ) : (
      t('color.none')
    ),
  });
  return (
    <>
      <p className="k-muted">{t('readOnly')}</p>
      <Panel title={t('panel.story')}>
        <Definitions items={[item('name'), item('positioning'), item('toneOfVoice'), item('story')]} />
      </Panel>
      <Panel title={t('panel.look')}>
        <div className={styles.look}>
          <Definitions items={[color('primaryColor'), color('secondaryColor')]} />
          <BrandPreview {...values} />
        </div>
      </Panel>
      <Panel title={t('panel.channels')} flush>
        <ul className={styles.channelRows}>
          {brand.channels.map((channel) => (
            <li key={channel.id}>
              <span className="k-muted">{t(`common:platform.${channel.platform}`)}</span>
              <span>
                {channel.url ? (
                  <a href={channel.url} target="_blank" rel="noreferrer">
                    {channel.accountName}
                  </a>
                ) : (
                  channel.accountName
                )}{' '}
                <span className="k-muted">{channel.accountId}</span>
              </span>
            </li>
          ))}
          {brand.channels.length === 0 && <li className="k-muted">{t('channel.none')}</li>}
        </ul>
      </Panel>
      <Panel title={t('panel.region')}>
        <Definitions
          items={[
            {
              term: t('field.timeZone'),
              value: `${brand.timeZone} · ${zoneName(brand.timeZone, currentLocale())} · ${zoneOffset(brand.timeZone)}`,
            },
            item('currency'),
          ]}
        />
      </Panel>
    </>
  );
}
