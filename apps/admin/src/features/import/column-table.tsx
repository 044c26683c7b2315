import { useTranslation } from 'react-i18next';
import type { ImportFieldsQuery, ImportWholeFragment } from '../../gql/graphql.ts';
import fieldStyles from '../../shared/form/field.module.css';
import { useFormat } from '../../shared/format/use-format.ts';
import { Badge, Panel } from '../../shared/ui/page.tsx';
import { Tooltip } from '../../shared/ui/tooltip.tsx';
import { type FieldGroup, groupOf } from './column-draft.ts';
import styles from './import.module.css';

type Field = ImportFieldsQuery['importFields'][number];
type Column = ImportWholeFragment['columns'][number];

const groups: FieldGroup[] = ['identity', 'order', 'product', 'profile'];

/** Every column of the file with some of its values, and the field that it is taken over as. */
export function ColumnTable(props: {
  data: ImportWholeFragment;
  known: Field[];
  chosen: (string | null)[];
  repeated: ReadonlySet<string>;
  /** Without it the table only shows how the columns were matched. */
  onChange: ((chosen: (string | null)[]) => void) | undefined;
}) {
  const { t } = useTranslation(['import', 'common']);
  const { data, known, chosen, onChange } = props;
  const taken = chosen.filter((field) => field !== null).length;
  const choose = (at: number, field: string | null) =>
    onChange?.(chosen.map((now, other) => (other === at ? field : now)));
  return (
    <Panel title={t('columns.title')} lead={t('columns.taken', { taken, count: data.columns.length })} flush>
      <table className={styles.columns} aria-label={t('columns.title')}>
        <thead>
          <tr>
            <th>{t('columns.column')}</th>
            <th>{t('columns.samples')}</th>
            <th>{t('columns.field')}</th>
          </tr>
        </thead>
        <tbody>
          {data.columns.map((column, at) => (
            <tr key={column.index} data-left-out={chosen[at] == null}>
              <td>
                <strong>{column.header || t('columns.unnamed', { number: column.index + 1 })}</strong>
              </td>
              <td className={styles.samples}>
                {column.samples.slice(0, 3).map((sample) => (
                  <span key={sample}>{sample}</span>
                ))}
                {column.samples.length === 0 && <span data-empty>{t('columns.empty')}</span>}
              </td>
              <td>
                <FieldChoice
                  column={column}
                  kind={data.kind}
                  known={known}
                  field={chosen[at] ?? null}
                  repeated={props.repeated}
                  onChange={onChange && ((field) => choose(at, field))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function FieldChoice(props: {
  column: Column;
  kind: ImportWholeFragment['kind'];
  known: Field[];
  field: string | null;
  repeated: ReadonlySet<string>;
  onChange: ((field: string | null) => void) | undefined;
}) {
  const { t } = useTranslation('import');
  const format = useFormat();
  const { column, known, field, onChange } = props;
  const found = known.find(({ key }) => key === field);
  if (!onChange) return found?.label ?? <span className="k-muted">{t('columns.leftOut')}</span>;
  const suggested = known.find(({ key }) => key === column.suggestedField);
  const isSuggested = suggested !== undefined && suggested.key === field;
  const twice = field !== null && props.repeated.has(field);
  const noteId = `column-${column.index}-note`;
  return (
    <>
      <div className={styles.fieldChoice}>
        <select
          className={fieldStyles.input}
          aria-label={t('columns.choose', { column: column.header || String(column.index + 1) })}
          aria-invalid={twice || undefined}
          aria-describedby={noteId}
          value={field ?? ''}
          onChange={(event) => onChange(event.target.value || null)}
        >
          <option value="">{t('columns.leftOut')}</option>
          {groups.map((group) => {
            const inGroup = known.filter(({ key }) => groupOf(key, props.kind) === group);
            return (
              inGroup.length > 0 && (
                <optgroup key={group} label={t(`fieldGroup.${group}`)}>
                  {inGroup.map(({ key, label }) => (
                    <option key={key} value={key}>
                      {label}
                    </option>
                  ))}
                </optgroup>
              )
            );
          })}
        </select>
        {isSuggested && (
          <Tooltip title={t('columns.confidenceHint')}>
            <span>
              <Badge tone="accent" plain>
                {t('columns.suggested', {
                  percent: format.number(Math.round((column.confidence ?? 0) * 100)),
                })}
              </Badge>
            </span>
          </Tooltip>
        )}
      </div>
      <div id={noteId} className={twice ? styles.wrong : styles.sub}>
        {twice ? (
          t('columns.twice')
        ) : suggested && !isSuggested ? (
          <button type="button" className={styles.textButton} onClick={() => onChange(suggested.key)}>
            {t('columns.useSuggestion', { field: suggested.label })}
          </button>
        ) : (
          found?.description
        )}
      </div>
    </>
  );
}
