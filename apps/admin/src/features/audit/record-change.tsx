import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { fieldChanges } from '../../shared/record/changes.ts';
import { useRecordLabels } from '../../shared/record/labels.ts';
import { Badge } from '../../shared/ui/page.tsx';
import styles from './audit.module.css';
import { AuditValue } from './audit-value.tsx';
import type { AuditEvent } from './event-details.tsx';
import { subjectPath } from './subject-path.ts';

/** What an act changed on one record, field by field. */
export function RecordChange(props: { subjectType: string; change: AuditEvent['changes'][number] }) {
  const { t } = useTranslation(['audit', 'common']);
  const labels = useRecordLabels();
  const { subjectType } = props;
  const { id, before, after } = props.change;
  const made = before === null && after !== null;
  const removed = before !== null && after === null;
  const fields = fieldChanges(before, after);
  const path = subjectPath(subjectType, id);
  return (
    <article className={styles.change}>
      <header>
        <Badge tone={made ? 'positive' : removed ? 'danger' : 'info'} plain>
          {made ? t('detail.made') : removed ? t('detail.removed') : t('detail.changed')}
        </Badge>
        <span className={styles.id}>
          {labels.noun(subjectType)}{' '}
          {path && !removed ? (
            <Link to={path}>
              <code>{id}</code>
            </Link>
          ) : (
            <code>{id}</code>
          )}
        </span>
        <Link className={styles.small} to={`/audit?subject=${encodeURIComponent(id)}`}>
          {t('detail.onlySubject')}
        </Link>
      </header>
      {fields.length === 0 ? (
        <p className={styles.untouched}>{t('detail.untouched')}</p>
      ) : (
        <table className={styles.diff}>
          <colgroup>
            <col className={styles.fieldColumn} />
            {!made && <col />}
            {!removed && <col />}
          </colgroup>
          <thead className="k-visually-hidden">
            <tr>
              <th scope="col">{t('detail.field')}</th>
              {!made && <th scope="col">{t('detail.before')}</th>}
              {!removed && <th scope="col">{t('detail.after')}</th>}
            </tr>
          </thead>
          <tbody>
            {fields.map((change) => (
              <tr key={change.field}>
                <th scope="row">{labels.field(change.field)}</th>
                {!made && (
                  <td data-side="before">
                    <del>
                      <AuditValue subjectType={subjectType} field={change.field} value={change.before} />
                    </del>
                  </td>
                )}
                {!removed && (
                  <td data-side="after">
                    <ins>
                      <AuditValue subjectType={subjectType} field={change.field} value={change.after} />
                    </ins>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </article>
  );
}
