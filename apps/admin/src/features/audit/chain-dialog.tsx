import { useApolloClient } from '@apollo/client/react';
import BrokenIcon from '@mui/icons-material/GppBadOutlined';
import IntactIcon from '@mui/icons-material/GppGoodOutlined';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditChainQuery } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Dialog, DialogActions, DialogContent, DialogTitle } from '../../shared/ui/overlay.tsx';
import { Progress } from '../../shared/ui/progress.tsx';
import { FailureState } from '../../shared/ui/states.tsx';
import { AuditChainDocument } from './audit.graphql.ts';
import styles from './audit.module.css';

type State =
  | { step: 'running' }
  | { step: 'failed'; error: unknown }
  | { step: 'done'; chain: AuditChainQuery['auditChain']; at: string };

/** Checks the whole audit log and says plainly what was found, and when it is bad, what to do. */
export function ChainDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['audit', 'common']);
  const client = useApolloClient();
  const format = useFormat();
  const [state, setState] = useState<State>({ step: 'running' });
  const verify = useCallback(async () => {
    setState({ step: 'running' });
    try {
      const { data } = await client.query({ query: AuditChainDocument, fetchPolicy: 'no-cache' });
      if (data) setState({ step: 'done', chain: data.auditChain, at: new Date().toISOString() });
    } catch (error) {
      setState({ step: 'failed', error });
    }
  }, [client]);
  useEffect(() => void verify(), [verify]);
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="audit-chain">
      <DialogTitle id="audit-chain">{t('chain.title')}</DialogTitle>
      <DialogContent aria-live="polite">
        {state.step === 'running' && (
          <>
            <p style={{ marginBottom: 12 }}>{t('chain.running')}</p>
            <Progress label={t('chain.running')} />
          </>
        )}
        {state.step === 'failed' && <FailureState error={state.error} onRetry={() => void verify()} />}
        {state.step === 'done' && (
          <>
            <Verdict chain={state.chain} />
            <p className={styles.small}>{t('chain.at', { date: format.exact(state.at) })}</p>
          </>
        )}
      </DialogContent>
      <DialogActions>
        {state.step === 'done' && <Button onClick={() => void verify()}>{t('chain.again')}</Button>}
        <Button variant="contained" onClick={onClose}>
          {t('common:action.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const steps = ['keep', 'tell', 'compare', 'access'] as const;

function Verdict({ chain }: { chain: AuditChainQuery['auditChain'] }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const count = Number(chain.events);
  if (chain.intact)
    return (
      <div className={styles.verdict} data-tone="positive">
        <IntactIcon aria-hidden />
        <div>
          <h3>{t('chain.intact')}</h3>
          <p>{t('chain.intactText', { count })}</p>
        </div>
      </div>
    );
  const brokenAt = Number(chain.brokenAt ?? 1);
  const number = format.number(brokenAt);
  return (
    <>
      <div className={styles.verdict} data-tone="danger">
        <BrokenIcon aria-hidden />
        <div>
          <h3>{t('chain.broken', { number })}</h3>
          <p>{t('chain.brokenText', { count, number })}</p>
          {brokenAt > 1 && <p>{t('chain.brokenBefore', { last: brokenAt - 1 })}</p>}
        </div>
      </div>
      <h3 className={styles.todo}>{t('chain.todo')}</h3>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step}>{t(`chain.steps.${step}`, { number })}</li>
        ))}
      </ol>
    </>
  );
}
