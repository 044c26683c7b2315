import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Page, PageBody, PageHeader, Panel } from '../../shared/ui/page.tsx';
import { EmptyState } from '../../shared/ui/states.tsx';
import { FileDrop } from './file-drop.tsx';
import styles from './import.module.css';
import { StepList } from './step-list.tsx';
import { UploadProblem, UploadProgress } from './upload-state.tsx';
import { useForgetList } from './use-forget-list.ts';
import { useUpload } from './use-upload.ts';
import { importKinds, WhatToImport } from './what-to-import.tsx';

/** The first step of an import: what the file holds, and the file. */
export function ImportNewPage() {
  const { t } = useTranslation(['import', 'common']);
  const { can } = useSession();
  const navigate = useNavigate();
  const [params, setParams] = useUrlState();
  const kind = params.get('kind') === 'members' ? 'MEMBERS' : 'ORDERS';
  const forgetList = useForgetList();
  const { state, send, cancel } = useUpload((id) => {
    forgetList();
    void navigate(`/imports/${id}`, { replace: true });
  });
  const header = (
    <PageHeader title={t('new.title')} back={{ to: '/imports', label: t('common:nav.imports') }} />
  );
  if (!can('IMPORT_RUN'))
    return (
      <Page>
        {header}
        <EmptyState title={t('common:failure.forbiddenTitle')} text={t('new.forbidden')} />
      </Page>
    );
  const sending = state.phase === 'sending';
  return (
    <Page>
      {header}
      <PageBody narrow>
        <StepList current="file" />
        <Panel title={t('new.what')}>
          <fieldset className={styles.choice} disabled={sending}>
            <legend className="k-visually-hidden">{t('new.what')}</legend>
            {importKinds.map((one) => (
              <label key={one} data-checked={kind === one}>
                <input
                  type="radio"
                  name="kind"
                  checked={kind === one}
                  onChange={() => setParams({ kind: one === 'MEMBERS' ? 'members' : null })}
                />
                <span>
                  <strong>{t(`kind.${one}`)}</strong>
                  <span className={styles.sub}>{t(`kindText.${one}`)}</span>
                </span>
              </label>
            ))}
          </fieldset>
        </Panel>
        {sending ? (
          <UploadProgress file={state.file} sent={state.sent} onCancel={cancel} />
        ) : (
          <>
            <UploadProblem state={state} onRetry={(file) => send(file, kind)} />
            <FileDrop onFile={(file) => send(file, kind)} />
          </>
        )}
        <details className={styles.help}>
          <summary>{t('new.help')}</summary>
          <WhatToImport />
        </details>
      </PageBody>
    </Page>
  );
}
