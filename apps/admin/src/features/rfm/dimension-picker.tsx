import { useTranslation } from 'react-i18next';
import type { RfmDimension } from '../../gql/graphql.ts';
import { dimensions } from './dimensions.ts';
import styles from './rfm.module.css';

/** Which two dimensions are laid against each other; choosing one that is shown already changes the two about. */
export function DimensionPicker(props: {
  shown: { rows: RfmDimension; columns: RfmDimension };
  onChange: (changes: { rows: string; columns: string }) => void;
}) {
  const { shown, onChange } = props;
  const { t } = useTranslation('rfm');
  const choose = (place: 'rows' | 'columns', value: string) => {
    const other = place === 'rows' ? 'columns' : 'rows';
    const rest = shown[other] === value ? shown[place] : shown[other];
    onChange({ rows: rest, columns: rest, [place]: value });
  };
  return (
    <div className={styles.picker}>
      {(['rows', 'columns'] as const).map((place) => (
        <label key={place}>
          <span>{t(`matrix.${place}`)}</span>
          <select value={shown[place]} onChange={(event) => choose(place, event.target.value)}>
            {dimensions.map((dimension) => (
              <option key={dimension} value={dimension}>
                {t(`dimension.${dimension}`)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}
