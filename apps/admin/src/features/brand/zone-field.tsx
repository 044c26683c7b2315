import Autocomplete, { createFilterOptions } from '@mui/material/Autocomplete';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../shared/form/field.tsx';
import { timeZones } from '../../shared/format/places.ts';
import { currentLocale } from '../../shared/i18n/locale.ts';
import { Themed } from '../../shared/ui/themed.tsx';
import styles from './brand.module.css';
import { zoneName, zoneOffset, zonePlace } from './zone-name.ts';

const filter = createFilterOptions<string>({
  stringify: (zone) =>
    [
      zone,
      zone.replaceAll('_', ' '),
      zoneName(zone, currentLocale()),
      zonePlace(zone, currentLocale()),
      zoneOffset(zone),
    ].join(' '),
});

/** A time zone, found by its name, its city or its offset. */
export function ZoneField(props: {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  const { t } = useTranslation('brand');
  return (
    <Field label={props.label} error={props.error} hint={t('hint.timeZone')}>
      <ZoneInput value={props.value} onChange={props.onChange} />
    </Field>
  );
}

function ZoneInput(props: {
  value: string;
  onChange: (value: string) => void;
  id?: string;
  className?: string | undefined;
  'aria-invalid'?: boolean | undefined;
  'aria-describedby'?: string | undefined;
}) {
  const { value, onChange, id, className, ...attributes } = props;
  const { t } = useTranslation('brand');
  const [zones] = useState(timeZones);
  return (
    <Themed>
      <Autocomplete
        {...(id && { id })}
        options={zones.includes(value) ? zones : [value, ...zones]}
        value={value}
        disableClearable
        autoHighlight
        noOptionsText={t('zone.nothing')}
        filterOptions={filter}
        onChange={(_, zone) => onChange(zone)}
        renderOption={({ key, ...option }, zone) => (
          <li key={key} {...option}>
            <span className={styles.zone}>
              <span>{zone}</span>
              <span className="k-muted">
                {zonePlace(zone, currentLocale())} · {zoneName(zone, currentLocale())} · {zoneOffset(zone)}
              </span>
            </span>
          </li>
        )}
        renderInput={({ slotProps }) => (
          <div ref={slotProps.input.ref}>
            <input {...slotProps.htmlInput} {...attributes} className={className} />
          </div>
        )}
      />
    </Themed>
  );
}
