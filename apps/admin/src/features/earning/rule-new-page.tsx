import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Page, PageHeader } from '../../shared/ui/page.tsx';
import { EmptyState } from '../../shared/ui/states.tsx';
import { RuleForm } from './rule-form.tsx';
import { emptyRule } from './rule-values.ts';
import { events } from './rules.ts';

/** A rule is made: from nothing, for an event, or the first one of nearly every programme. */
export function RuleNewPage() {
  const { t } = useTranslation(['earning', 'common']);
  const { can } = useSession();
  const [params] = useUrlState();
  // What the form begins with stays, whatever becomes of the address.
  const [values] = useState(() => {
    const event = events.find((one) => one === params.get('event')) ?? 'ORDER_PAID';
    if (!params.get('first')) return { ...emptyRule, event };
    return { ...emptyRule, name: t('first.name'), points: '1', per: '1' };
  });
  return (
    <Page>
      <PageHeader title={t('form.new')} back={{ to: '/earning', label: t('common:nav.earning') }} />
      {can('PROGRAMME_UPDATE') ? (
        <RuleForm values={values} />
      ) : (
        <EmptyState title={t('common:failure.forbiddenTitle')} text={t('common:failure.forbidden')} />
      )}
    </Page>
  );
}
