import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import layout from '../../shared/form/form-page.module.css';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { SkeletonLines } from '../../shared/ui/states.tsx';
import { IssuableTemplatesDocument } from './coupon.graphql.ts';
import styles from './coupon.module.css';
import { useTerms } from './use-terms.ts';

/** One of the templates that can be issued, each with what it is good for. */
export function TemplateChoice(props: {
  value: string;
  error?: string | undefined;
  onChange: (id: string) => void;
}) {
  const { t } = useTranslation(['coupon', 'common']);
  const { can } = useSession();
  const { gives, valid } = useTerms();
  const { data } = useQuery(IssuableTemplatesDocument, { fetchPolicy: 'cache-and-network' });
  const templates = data?.couponTemplates.nodes;
  if (!templates) return <SkeletonLines lines={3} />;
  if (templates.length === 0)
    return (
      <div>
        <p>{t('issue.noTemplates')}</p>
        {can('PROGRAMME_UPDATE') && <Button to="/coupons/new">{t('create')}</Button>}
      </div>
    );
  return (
    <fieldset className={layout.options}>
      <legend>{t('issue.which')}</legend>
      {templates.map((template) => (
        <label key={template.id} data-on={props.value === template.id ? '' : undefined}>
          <input
            type="radio"
            name="template"
            value={template.id}
            checked={props.value === template.id}
            onChange={() => props.onChange(template.id)}
          />
          <span>
            {template.name}
            <small>{[gives(template), valid(template)].filter(Boolean).join(' · ')}</small>
          </span>
        </label>
      ))}
      {props.error && (
        <p className={styles.wrong} role="alert">
          {props.error}
        </p>
      )}
    </fieldset>
  );
}
