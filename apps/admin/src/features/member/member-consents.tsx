import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { MemberWholeFragment } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { SelectField, TextField } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Badge } from '../../shared/ui/page.tsx';
import { MemberConsentHistoryDocument } from './member.graphql.ts';
import { MemberConsentRecordDocument } from './member-acts.graphql.ts';
import styles from './member-page.module.css';
import { purposes } from './members-query.ts';

/** What the member allows now for each purpose, and how that came about. */
export function MemberConsents({ member, writable }: { member: MemberWholeFragment; writable: boolean }) {
  const { t } = useTranslation(['member', 'common']);
  const format = useFormat();
  const { data } = useQuery(MemberConsentHistoryDocument, {
    variables: { id: member.id },
    fetchPolicy: 'cache-and-network',
  });
  const [recording, setRecording] = useState(false);
  const state = (granted: boolean) => (
    <Badge tone={granted ? 'positive' : 'danger'}>
      {granted ? t('consent.granted') : t('consent.withdrawn')}
    </Badge>
  );
  const history = data?.member?.consentHistory.edges ?? [];
  return (
    <>
      <div className={styles.scroller}>
        <table className={styles.table} aria-label={t('tab.consents')}>
          <thead>
            <tr>
              <th>{t('consent.purpose')}</th>
              <th>{t('consent.state')}</th>
              <th>{t('consent.policyVersion')}</th>
              <th>{t('consent.channel')}</th>
              <th>{t('consent.at')}</th>
            </tr>
          </thead>
          <tbody>
            {purposes.map((purpose) => {
              const consent = member.consents.find((one) => one.purpose === purpose);
              return (
                <tr key={purpose}>
                  <td>{t(`common:consentPurpose.${purpose}`)}</td>
                  <td>
                    {consent ? state(consent.granted) : <span className="k-muted">{t('consent.never')}</span>}
                  </td>
                  <td>{consent?.policyVersion}</td>
                  <td>{consent?.channel}</td>
                  <td>{consent && format.dateTime(consent.at)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <div style={{ display: 'grid', gap: 12, justifyItems: 'start', padding: 16 }}>
        {writable && <Button onClick={() => setRecording(true)}>{t('consent.record')}</Button>}
        {history.length > 0 && (
          <details>
            <summary>{t('consent.history', { count: history.length })}</summary>
            <ul className={styles.timeline}>
              {history.map(({ node }) => (
                <li key={node.id}>
                  {format.dateTime(node.at)} · {t(`common:consentPurpose.${node.purpose}`)}{' '}
                  {state(node.granted)}{' '}
                  <span className={styles.sub}>
                    {[node.policyVersion, node.channel].filter(Boolean).join(' · ')}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {recording && <RecordConsent memberId={member.id} onClose={() => setRecording(false)} />}
    </>
  );
}

function RecordConsent({ memberId, onClose }: { memberId: string; onClose: () => void }) {
  const { t } = useTranslation(['member', 'common']);
  const [record] = useAct(MemberConsentRecordDocument, {
    refetch: ['MemberConsentHistory', 'MemberTimeline'],
  });
  const required = z.string().check(z.minLength(1, t('common:form.required')));
  const { form, submit, busy, problem, dirty, draft } = useServerForm({
    draft: `member.${memberId}.consent`,
    schema: z.object({
      purpose: z.enum(purposes),
      granted: z.enum(['yes', 'no']),
      policyVersion: required,
      channel: required,
    }),
    defaultValues: { purpose: 'MEMBERSHIP', granted: 'yes', policyVersion: '', channel: '' },
    send: ({ granted, ...values }) => record({ input: { ...values, memberId, granted: granted === 'yes' } }),
    onDone: onClose,
  });
  const { errors } = form.formState;
  return (
    <FormDialog
      title={t('consent.record')}
      confirm={t('common:action.save')}
      busy={busy}
      dirty={dirty}
      problem={problem}
      draft={draft}
      onSubmit={submit}
      onClose={onClose}
    >
      <SelectField label={t('consent.purpose')} error={errors.purpose?.message} {...form.register('purpose')}>
        {purposes.map((purpose) => (
          <option key={purpose} value={purpose}>
            {t(`common:consentPurpose.${purpose}`)}
          </option>
        ))}
      </SelectField>
      <SelectField label={t('consent.state')} error={errors.granted?.message} {...form.register('granted')}>
        <option value="yes">{t('consent.granted')}</option>
        <option value="no">{t('consent.withdrawn')}</option>
      </SelectField>
      <TextField
        label={t('consent.policyVersion')}
        hint={t('consent.policyVersionHint')}
        error={errors.policyVersion?.message}
        {...form.register('policyVersion')}
      />
      <TextField
        label={t('consent.channel')}
        hint={t('consent.channelHint')}
        error={errors.channel?.message}
        {...form.register('channel')}
      />
    </FormDialog>
  );
}
