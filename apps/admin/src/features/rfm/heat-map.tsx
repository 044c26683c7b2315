import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RfmDimension, RfmMatrixCellFragment, RfmMatrixQuery } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { edgeOf, membersWith, percent, scores } from './dimensions.ts';
import styles from './rfm.module.css';

interface HeatMapProps {
  matrix: RfmMatrixQuery['rfmMatrix'];
  rows: RfmDimension;
  columns: RfmDimension;
  /** The group whose cells are marked. */
  lit: string | undefined;
}

/** The members by two of their scores: 25 cells, each a link to its members. The arrow keys lead from cell to cell. */
export function HeatMap({ matrix, rows, columns, lit }: HeatMapProps) {
  const { t } = useTranslation('rfm');
  const [at, setAt] = useState(0);
  const grid = useRef<HTMLTableElement>(null);
  const most = Math.max(1, ...matrix.cells.map(({ memberCount }) => memberCount));
  const move = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -5, ArrowDown: 5 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const inRow = Math.abs(step) === 5 || Math.floor((at + step) / 5) === Math.floor(at / 5);
    const next = at + step;
    if (!inRow || next < 0 || next >= matrix.cells.length) return;
    setAt(next);
    grid.current?.querySelectorAll<HTMLElement>('a')[next]?.focus();
  };
  return (
    <div className={styles.map}>
      <table ref={grid} className={styles.grid} aria-describedby="rfm-keyboard" onKeyDown={move}>
        <thead>
          <tr>
            <td />
            {scores.map((score) => (
              <ScoreHead key={score} scope="col" {...{ matrix, score }} dimension={columns} />
            ))}
          </tr>
        </thead>
        <tbody>
          {scores.toReversed().map((score, row) => (
            <tr key={score}>
              <ScoreHead scope="row" {...{ matrix, score }} dimension={rows} />
              {matrix.cells.slice(row * 5, row * 5 + 5).map((cell, column) => (
                <Cell
                  key={cell.column}
                  {...{ cell, rows, columns }}
                  heat={Math.sqrt(cell.memberCount / most)}
                  lit={lit !== undefined && cell.groups.some(({ group }) => group.code === lit)}
                  reachable={row * 5 + column === at}
                  onFocus={() => setAt(row * 5 + column)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p id="rfm-keyboard" className={styles.hint}>
        {t('matrix.keyboard')}
      </p>
    </div>
  );
}

function ScoreHead(props: {
  scope: 'row' | 'col';
  dimension: RfmDimension;
  score: number;
  matrix: HeatMapProps['matrix'];
}) {
  const { scope, dimension, score, matrix } = props;
  const { t } = useTranslation('rfm');
  const format = useFormat();
  const edge = edgeOf(matrix.cutPoints, dimension, score, format, matrix.averageSpent?.currency ?? 'CNY');
  const words =
    dimension === 'RECENCY'
      ? ({ from: 'since', below: 'before' } as const)
      : ({ from: 'from', below: 'below' } as const);
  const value =
    dimension === 'FREQUENCY' && edge ? t('matrix.orders', { count: Number(edge.value) }) : edge?.value;
  return (
    <th scope={scope} title={t(`dimensionHint.${dimension}`)}>
      <span className={styles.axis}>
        {t(`dimension.${dimension}`)} {score}
      </span>
      {edge && <small>{t(`matrix.${words[edge.kind]}`, { value })}</small>}
    </th>
  );
}

function Cell(props: {
  cell: RfmMatrixCellFragment;
  rows: RfmDimension;
  columns: RfmDimension;
  /** 0 to 1. */
  heat: number;
  lit: boolean;
  reachable: boolean;
  onFocus: () => void;
}) {
  const { cell, rows, columns, heat, lit, reachable, onFocus } = props;
  const { t } = useTranslation('rfm');
  const format = useFormat();
  const [main] = cell.groups.toSorted((a, b) => b.memberCount - a.memberCount);
  const scored = {
    rows: t(`dimension.${rows}`),
    row: cell.row,
    columns: t(`dimension.${columns}`),
    column: cell.column,
  };
  const title = main
    ? t('matrix.cell', {
        share: percent(cell.share, format),
        average: cell.averageSpent ? format.money(cell.averageSpent) : 'none',
        group: main.group.name,
      })
    : undefined;
  return (
    <td>
      <Link
        to={membersWith({ [rows]: cell.row, [columns]: cell.column })}
        className={styles.cell}
        style={{
          background: `color-mix(in srgb, var(--k-accent) ${Math.round(heat * 38)}%, var(--k-surface))`,
        }}
        data-lit={lit}
        title={title}
        tabIndex={reachable ? 0 : -1}
        onFocus={onFocus}
      >
        <b className="k-visually-hidden">{t('matrix.scores', scored)}</b>
        <strong>{format.number(cell.memberCount)}</strong>
        <span>{main?.group.name}</span>
      </Link>
    </td>
  );
}
