import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportReadInput, ImportWholeFragment } from '../../gql/graphql.ts';
import { FormColumns, FormProblem, SelectField, TextField } from '../../shared/form/field.tsx';
import { Panel } from '../../shared/ui/page.tsx';
import { ImportReadDocument } from './import-acts.graphql.ts';
import { useImportAct } from './use-import-act.ts';

const encodings = [
  'UTF_8',
  'GB18030',
  'UTF_16LE',
  'UTF_16BE',
  'BIG5',
  'SHIFT_JIS',
  'EUC_KR',
  'WINDOWS_1252',
] as const;
const delimiters = ['COMMA', 'TAB', 'SEMICOLON', 'PIPE', 'CARET', 'TILDE', 'COLON', 'SPACE', 'NONE'] as const;

type Choice = Omit<ImportReadInput, 'id' | 'version'>;

/** How the file was read, to be put right where that was not recognised. What is chosen holds at once: the columns below follow. */
export function ReadingPanel(props: {
  data: ImportWholeFragment;
  /** What was chosen for other columns means nothing any more. */
  onRead: () => void;
  onOutdated: () => void;
}) {
  const { t } = useTranslation('import');
  const { data } = props;
  const { chosen } = data;
  const { act, busy, errors } = useImportAct(ImportReadDocument);
  const choose = async (changes: Choice) => {
    const { encoding, delimiter, sheet, headerLine } = { ...chosen, ...changes };
    const input = { id: data.id, version: data.version, encoding, delimiter, sheet, headerLine };
    if (await act({ input })) props.onRead();
    else props.onOutdated();
  };
  const errorAt = (field: keyof Choice) => errors.find((error) => error.field?.[0] === field)?.message;
  const rest = errors.filter(({ field }) => !field?.[0] || !(field[0] in chosen));
  const automatic = (found: string | undefined) =>
    found === undefined ? t('reading.automatic') : t('reading.recognised', { found });
  const text = data.format === 'csv';
  const { encoding, sheet } = data;
  const delimiter = data.delimiter ?? (data.columns.length > 0 ? 'NONE' : undefined);
  return (
    <Panel title={t('reading.title')} lead={t('reading.lead')}>
      <FormColumns>
        {text && (
          <SelectField
            label={t('reading.encoding')}
            error={errorAt('encoding')}
            disabled={busy}
            value={chosen.encoding ?? ''}
            onChange={({ target: { value } }) =>
              void choose({ encoding: encodings.find((one) => one === value) ?? null })
            }
          >
            <option value="">
              {automatic(encoding && !chosen.encoding ? t(`reading.encodings.${encoding}`) : undefined)}
            </option>
            {encodings.map((one) => (
              <option key={one} value={one}>
                {t(`reading.encodings.${one}`)}
              </option>
            ))}
          </SelectField>
        )}
        {text && (
          <SelectField
            label={t('reading.delimiter')}
            error={errorAt('delimiter')}
            disabled={busy}
            value={chosen.delimiter ?? ''}
            onChange={({ target: { value } }) =>
              void choose({ delimiter: delimiters.find((one) => one === value) ?? null })
            }
          >
            <option value="">
              {automatic(delimiter && !chosen.delimiter ? t(`reading.delimiters.${delimiter}`) : undefined)}
            </option>
            {delimiters.map((one) => (
              <option key={one} value={one}>
                {t(`reading.delimiters.${one}`)}
              </option>
            ))}
          </SelectField>
        )}
        {!text && (
          <SelectField
            label={t('reading.sheet')}
            error={errorAt('sheet')}
            disabled={busy}
            value={chosen.sheet ?? ''}
            onChange={({ target: { value } }) => void choose({ sheet: value || null, headerLine: null })}
          >
            <option value="">{automatic(sheet && !chosen.sheet ? sheet : undefined)}</option>
            {data.sheets.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </SelectField>
        )}
        <HeaderLineField
          // What the server holds is what stands there again, whatever was typed.
          key={`${data.version} ${data.headerLine}`}
          line={data.headerLine}
          error={errorAt('headerLine')}
          disabled={busy}
          onChange={(headerLine) => void choose({ headerLine })}
        />
      </FormColumns>
      {rest.map(({ code, message }) => (
        <FormProblem key={code}>{message}</FormProblem>
      ))}
    </Panel>
  );
}

/** The line that names the columns; taken when the field is left, or by Enter. Empty, it is recognised again. */
function HeaderLineField(props: {
  line: number;
  error: string | undefined;
  disabled: boolean;
  onChange: (line: number | null) => void;
}) {
  const { t } = useTranslation('import');
  const stored = props.line > 0 ? String(props.line) : '';
  const [typed, setTyped] = useState(stored);
  const commit = () => {
    if (typed === stored) return;
    const line = Number(typed);
    props.onChange(typed !== '' && Number.isInteger(line) ? line : null);
  };
  return (
    <TextField
      label={t('reading.headerLine')}
      hint={t('reading.headerLineHint')}
      error={props.error}
      disabled={props.disabled}
      type="number"
      inputMode="numeric"
      min={1}
      max={1000}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        commit();
      }}
    />
  );
}
