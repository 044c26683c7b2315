import CalendarIcon from '@mui/icons-material/CalendarTodayOutlined';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../shared/form/field.tsx';
import type { UrlChanges } from '../../shared/hooks/use-url-state.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Popover } from '../../shared/ui/overlay.tsx';
import styles from './overview.module.css';
import { intervals, type Period, presets } from './period.ts';

/** Which days are looked at, and in which steps. */
export function PeriodPicker(props: {
  period: Period;
  onChange: (changes: UrlChanges, options?: { push?: boolean }) => void;
}) {
  const { period, onChange } = props;
  const { t } = useTranslation(['overview', 'common']);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [from, setFrom] = useState(period.from);
  const [to, setTo] = useState(period.to);
  return (
    <div className={styles.picker}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset can't be laid out like this in all browsers */}
      <div className={styles.presets} role="group" aria-label={t('picker.period')}>
        {presets.map((preset) => (
          <button
            key={preset}
            type="button"
            aria-pressed={preset === period.preset}
            onClick={() =>
              onChange(
                { days: preset === '30' ? null : preset, from: null, to: null, interval: null },
                { push: true },
              )
            }
          >
            {t(`picker.last${preset}`)}
          </button>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset can't be laid out like this in all browsers */}
      <div className={styles.presets} role="group" aria-label={t('picker.interval')}>
        {intervals.map((interval) => (
          <button
            key={interval}
            type="button"
            aria-pressed={interval === period.interval}
            onClick={() => onChange({ interval })}
          >
            {t(`picker.${interval}`)}
          </button>
        ))}
      </div>
      <Button
        startIcon={<CalendarIcon />}
        aria-haspopup="dialog"
        onClick={(event) => {
          setFrom(period.from);
          setTo(period.to);
          setAnchor(event.currentTarget);
        }}
      >
        {t('picker.days')}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': t('picker.days'), sx: { mt: '4px' } } }}
      >
        <form
          className={styles.days}
          onSubmit={(event) => {
            event.preventDefault();
            if (!from || !to || from > to) return;
            onChange({ from, to, days: null, interval: null }, { push: true });
            setAnchor(null);
          }}
        >
          <TextField
            label={t('common:list.from')}
            type="date"
            max={to}
            required
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
          <TextField
            label={t('common:list.to')}
            type="date"
            min={from}
            required
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
          <Button type="submit" variant="contained">
            {t('common:action.apply')}
          </Button>
        </form>
      </Popover>
    </div>
  );
}
