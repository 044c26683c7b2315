import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageBody, PageHeader } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, Skeleton } from '../../shared/ui/states.tsx';
import { EarningRulesDocument } from './earning.graphql.ts';
import styles from './earning.module.css';
import { RemoveRuleDialog } from './remove-rule-dialog.tsx';
import { RuleForm } from './rule-form.tsx';
import { valuesOf } from './rule-values.ts';
import { useRuleSentence } from './use-rule-sentence.ts';

/** One rule, to be changed by who may; in words for everyone else. */
export function RulePage() {
  const { t } = useTranslation(['earning', 'common']);
  const { id = '' } = useParams();
  const { can, brand } = useSession();
  const navigate = useNavigate();
  const sentence = useRuleSentence();
  const [removing, setRemoving] = useState(false);
  const [removed, setRemoved] = useState(false);
  const { data, error, refetch } = useQuery(EarningRulesDocument, { fetchPolicy: 'cache-and-network' });
  const rule = data?.earningRules.find((one) => one.id === id);
  const writable = can('PROGRAMME_UPDATE');
  if (removed) return null;
  return (
    <Page>
      <PageHeader
        title={rule?.name ?? t('common:noun.EarningRule')}
        back={{ to: '/earning', label: t('common:nav.earning') }}
      >
        {rule && writable && <Button onClick={() => setRemoving(true)}>{t('common:action.delete')}</Button>}
      </PageHeader>
      {error && !data ? (
        <FailureState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <PageBody narrow>
          <Skeleton height={280} />
          <Skeleton height={180} />
        </PageBody>
      ) : !rule ? (
        <EmptyState title={t('common:failure.notFoundTitle')} text={t('form.notFound')}>
          <Button to="/earning">{t('common:nav.earning')}</Button>
        </EmptyState>
      ) : writable ? (
        <RuleForm key={id} rule={rule} values={valuesOf(rule, brand.timeZone)} />
      ) : (
        <PageBody narrow>
          <p className={styles.sentence}>{sentence(rule)}</p>
        </PageBody>
      )}
      {rule && removing && (
        <RemoveRuleDialog
          rule={rule}
          onClose={() => setRemoving(false)}
          onDone={() => {
            setRemoved(true);
            void navigate('/earning');
          }}
        />
      )}
    </Page>
  );
}
