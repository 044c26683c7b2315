import { useQuery } from '@apollo/client/react';
import CloseIcon from '@mui/icons-material/Close';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PointsSimulateInput } from '../../gql/graphql.ts';
import { describeFailure } from '../../shared/api/describe-failure.ts';
import { ChipsField } from '../../shared/form/chips-field.tsx';
import { FormColumns, FormStack, SelectField, TextField } from '../../shared/form/field.tsx';
import { momentAt } from '../../shared/format/zoned.ts';
import { useDebounced } from '../../shared/hooks/use-debounced.ts';
import { EarningSteps } from '../../shared/record/earning-steps.tsx';
import { type ChosenMember, MemberField } from '../../shared/record/member-field.tsx';
import { useSuggestions } from '../../shared/record/use-suggestions.ts';
import { useSession } from '../../shared/session/session.tsx';
import { IconButton } from '../../shared/ui/button.tsx';
import { Drawer } from '../../shared/ui/overlay.tsx';
import { SkeletonLines } from '../../shared/ui/states.tsx';
import { PointsSimulateDocument } from './earning.graphql.ts';
import styles from './earning.module.css';
import { events } from './rules.ts';

/** What something would give by the rules as they are, rule by rule. */
export function TryDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['earning', 'common']);
  const { brand, can } = useSession();
  const suggestions = useSuggestions();
  const [event, setEvent] = useState<(typeof events)[number]>('ORDER_PAID');
  const [amount, setAmount] = useState('100');
  const [channel, setChannel] = useState('');
  const [skus, setSkus] = useState<string[]>([]);
  const [member, setMember] = useState<ChosenMember>();
  const [at, setAt] = useState('');
  const order = event === 'ORDER_PAID';
  const wrong = order && amount !== '' && !/^\d+([.]\d{1,4})?$/.test(amount);
  const input: PointsSimulateInput = {
    event,
    memberId: member?.id ?? null,
    at: at ? momentAt(at, brand.timeZone) : null,
    ...(order && { amount, channel: channel.trim(), skus }),
  };
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      slotProps={{
        paper: { className: styles.drawer ?? '', role: 'dialog', 'aria-labelledby': 'try-title' },
      }}
    >
      <header className={styles.drawerHead}>
        <h2 id="try-title">{t('try.title')}</h2>
        <IconButton aria-label={t('common:action.close')} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      <div className={styles.trial}>
        <p className="k-muted">{t('try.lead')}</p>
        <FormStack>
          <SelectField
            label={t('field.event')}
            value={event}
            onChange={({ target }) => setEvent(events.find((one) => one === target.value) ?? 'ORDER_PAID')}
          >
            {events.map((one) => (
              <option key={one} value={one}>
                {t(`common:earningEvent.${one}`)}
              </option>
            ))}
          </SelectField>
          {order && (
            <>
              <FormColumns>
                <TextField
                  label={t('try.amount', { currency: brand.currency })}
                  inputMode="decimal"
                  autoComplete="off"
                  error={wrong ? t('common:form.invalidAmount') : undefined}
                  value={amount}
                  onChange={({ target }) => setAmount(target.value.trim())}
                />
                <TextField
                  label={t('common:recordField.channel')}
                  optional
                  list="try-channels"
                  autoComplete="off"
                  value={channel}
                  onChange={({ target }) => setChannel(target.value)}
                />
              </FormColumns>
              <datalist id="try-channels">
                {suggestions.channels.map(({ value }) => (
                  <option key={value} value={value} />
                ))}
              </datalist>
              <ChipsField
                label={t('field.skus')}
                optional
                suggestions={suggestions.skus}
                value={skus}
                onChange={setSkus}
              />
            </>
          )}
          {can('MEMBER_READ') && (
            <MemberField
              label={t('try.member')}
              hint={t('try.memberHint')}
              optional
              value={member}
              onChange={setMember}
            />
          )}
          <TextField
            label={t('try.at')}
            hint={t('try.atHint', { zone: brand.timeZone })}
            optional
            type="datetime-local"
            value={at}
            onChange={({ target }) => setAt(target.value)}
          />
        </FormStack>
        <section aria-live="polite" aria-label={t('try.result')}>
          {order && (amount === '' || wrong) ? (
            <p className="k-muted">{t('try.waiting')}</p>
          ) : (
            <Result input={input} />
          )}
        </section>
      </div>
    </Drawer>
  );
}

function Result({ input }: { input: PointsSimulateInput }) {
  const { t } = useTranslation(['earning', 'common']);
  const settled = useDebounced(JSON.stringify(input));
  const { data, previousData, error } = useQuery(PointsSimulateDocument, {
    variables: { input: JSON.parse(settled) },
    fetchPolicy: 'no-cache',
  });
  if (error) return <p role="alert">{describeFailure(error).message || t('common:failure.unreachable')}</p>;
  const earned = (data ?? previousData)?.pointsSimulate;
  if (!earned) return <SkeletonLines lines={4} />;
  return (
    <>
      <p className={styles.cost}>{t('try.points', { points: Number(earned.points) })}</p>
      <EarningSteps points={earned.points} steps={earned.steps} />
    </>
  );
}
