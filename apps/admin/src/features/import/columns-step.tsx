import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import type { ImportAction, ImportWholeFragment } from '../../gql/graphql.ts';
import { FormColumns, FormProblem, SelectField, TextField } from '../../shared/form/field.tsx';
import { timeZones } from '../../shared/format/places.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { Alert } from '../../shared/ui/alert.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Panel } from '../../shared/ui/page.tsx';
import { FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { mapInput, missingFields, repeatedFields } from './column-draft.ts';
import { ColumnTable } from './column-table.tsx';
import { ImportFieldsDocument } from './import.graphql.ts';
import styles from './import.module.css';
import { ImportCheckDocument, ImportMapDocument } from './import-acts.graphql.ts';
import { QuestionPanel } from './question-panel.tsx';
import { ReadingPanel } from './reading-panel.tsx';
import { RefusalAlert } from './refusal-alert.tsx';
import { useColumnDraft } from './use-column-draft.ts';
import { useImportAct } from './use-import-act.ts';

/** What each column of the file means, and how dates and amounts in it are written. */
export function ColumnsStep(props: {
  data: ImportWholeFragment;
  actions: ImportAction[];
  onOutdated: () => void;
}) {
  const { t } = useTranslation(['import', 'common']);
  const { data, actions } = props;
  const [, setParams] = useUrlState();
  const fields = useQuery(ImportFieldsDocument, { variables: { kind: data.kind } });
  const { draft, change, dirty, broughtBack, forget } = useColumnDraft(data);
  const map = useImportAct(ImportMapDocument);
  const check = useImportAct(ImportCheckDocument);
  const editable = actions.includes('MAP');
  const readable = data.columns.length > 0;
  const known = fields.data?.importFields;
  if (!known)
    return (
      <Panel title={t('step.columns')}>
        {fields.error ? (
          <FailureState error={fields.error} onRetry={() => void fields.refetch()} />
        ) : (
          <SkeletonLines lines={8} />
        )}
      </Panel>
    );
  const missing = missingFields(known, draft.fields);
  const repeated = repeatedFields(draft.fields);
  const proceed = async () => {
    const mapped = await map.act({ input: mapInput(data, draft) });
    if (!mapped) return props.onOutdated();
    forget();
    if (await check.act({ input: { id: data.id } })) setParams({ step: null }, { push: true });
  };
  const problems = [...map.errors, ...check.errors];
  return (
    <>
      {broughtBack && editable && (
        <Alert
          tone="info"
          action={
            <Button color="inherit" variant="text" onClick={forget}>
              {t('common:state.draftDiscard')}
            </Button>
          }
        >
          {t('common:state.draft')}
        </Alert>
      )}
      <RefusalAlert data={data} />
      {actions.includes('READ') && <ReadingPanel data={data} onRead={forget} onOutdated={props.onOutdated} />}
      {readable && (
        <ColumnTable
          data={data}
          known={known}
          chosen={draft.fields}
          repeated={repeated}
          onChange={editable ? (next) => change({ fields: next }) : undefined}
        />
      )}
      <QuestionPanel
        data={data}
        draft={draft}
        onChange={editable ? (answer, value) => change({ [answer]: value }) : undefined}
      />
      {readable && (
        <Panel title={t('columns.howWritten')}>
          <FormColumns>
            <SelectField
              label={t('columns.timeZone')}
              hint={t('columns.timeZoneHint')}
              disabled={!editable}
              value={draft.timeZone}
              onChange={(event) => change({ timeZone: event.target.value })}
            >
              {[...new Set([draft.timeZone, ...timeZones()])].map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </SelectField>
            <TextField
              label={t('columns.channel')}
              hint={t(`columns.channelHint.${data.kind}`)}
              optional
              disabled={!editable}
              maxLength={64}
              value={draft.channel}
              onChange={(event) => change({ channel: event.target.value })}
            />
          </FormColumns>
        </Panel>
      )}
      {editable && (
        <div className={styles.proceed}>
          <div className={styles.grow}>
            {problems.map(({ code, message }) => (
              <FormProblem key={code + message}>{message}</FormProblem>
            ))}
            {missing.length > 0 && (
              <div role="status" className={styles.missing}>
                {t('columns.missing')}
                <ul>
                  {missing.map((need) => (
                    <li key={need[0]?.key}>
                      {t('columns.oneOf', { fields: need.map(({ label }) => label).join(t('columns.or')) })}
                    </li>
                  ))}
                </ul>
              </div>
            )}
          </div>
          {dirty && (
            <Button variant="text" onClick={forget}>
              {t('columns.reset')}
            </Button>
          )}
          <Button
            variant="contained"
            disabled={missing.length > 0 || repeated.size > 0}
            loading={map.busy || check.busy}
            onClick={() => void proceed()}
          >
            {t('columns.proceed')}
          </Button>
        </div>
      )}
    </>
  );
}
