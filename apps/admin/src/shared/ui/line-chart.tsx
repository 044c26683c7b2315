import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from 'react';
import { labelStep, niceTicks } from './chart-scale.ts';
import styles from './line-chart.module.css';

export interface ChartLine {
  label: string;
  values: (number | null)[];
  color: string;
  /** For what the others are compared with. */
  dashed?: boolean;
}

interface LineChartProps {
  label: string;
  lines: ChartLine[];
  /** Names of the points: on the axis, and in full. */
  names: { short: string; full: string }[];
  format: { exact: (value: number) => string; short: (value: number) => string };
  height: number;
}

/** How wide a letter of the axis is, about. The last label ends at the edge: it needs half of itself more. */
const letter = 6.5;
const pad = { top: 10, right: 16, bottom: 24, left: 58 };

/**
 * Lines over time. The pointer or the arrow keys read one point of all lines; who can't see it hears the same.
 */
export function LineChart({ label, lines, names, format, height }: LineChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [at, setAt] = useState<number>();
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const count = names.length;
  const inner = Math.max(0, width - pad.left - pad.right);
  const bottom = height - pad.bottom;
  const all = lines.flatMap(({ values }) => values.map((value) => value ?? 0));
  const ticks = niceTicks(Math.max(0, ...all), { whole: all.every(Number.isInteger) });
  const highest = ticks.at(-1) ?? 1;
  const x = (index: number) => pad.left + (count > 1 ? (index / (count - 1)) * inner : inner / 2);
  const y = (value: number) => bottom - (value / highest) * (bottom - pad.top);
  const longest = Math.max(0, ...names.map(({ short }) => short.length));
  const every = labelStep(count, inner, Math.max(62, longest * letter * 1.5 + 8));

  const point = (event: PointerEvent) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - left - pad.left) / Math.max(1, inner);
    setAt(Math.min(count - 1, Math.max(0, Math.round(share * (count - 1)))));
  };
  const step = (event: KeyboardEvent) => {
    const from = at ?? count - 1;
    const next = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: count - 1 }[event.key];
    if (event.key === 'Escape') setAt(undefined);
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.min(count - 1, Math.max(0, next)));
  };
  const read = (index: number) =>
    lines.flatMap((line) => {
      const value = line.values[index];
      return value == null ? [] : [{ ...line, value, text: format.exact(value) }];
    });
  const shown = at ?? count - 1;
  const spoken = [names[shown]?.full, ...read(shown).map((line) => `${line.label} ${line.text}`)].join(', ');
  return (
    <div
      ref={box}
      className={styles.chart}
      style={{ height }}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={count}
      aria-valuenow={shown + 1}
      aria-valuetext={spoken}
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={() => setAt(undefined)}
      onBlur={() => setAt(undefined)}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && setAt(count - 1)}
      onKeyDown={step}
    >
      {width > 0 && (
        <svg width={width} height={height} aria-hidden="true">
          {ticks.map((tick) => (
            <g key={tick}>
              <line className={styles.grid} x1={pad.left} x2={width - pad.right} y1={y(tick)} y2={y(tick)} />
              <text className={styles.tick} x={pad.left - 10} y={y(tick)} dy="0.35em" textAnchor="end">
                {format.short(tick)}
              </text>
            </g>
          ))}
          {names.map(({ short }, index) =>
            (count - 1 - index) % every === 0 ? (
              <text
                key={short + String(index)}
                className={styles.tick}
                x={x(index)}
                y={height - 6}
                textAnchor={
                  index === count - 1 && count > 1 ? 'end' : index === 0 && count > 1 ? 'start' : 'middle'
                }
              >
                {short}
              </text>
            ) : null,
          )}
          {lines.map((line, order) => (
            <g key={line.label}>
              {order === 0 && !line.dashed && (
                <path
                  d={`${path(line.values, x, y)}L${x(count - 1)},${bottom}L${x(0)},${bottom}Z`}
                  fill={line.color}
                  opacity={0.08}
                />
              )}
              <path
                d={path(line.values, x, y)}
                className={styles.line}
                stroke={line.color}
                strokeDasharray={line.dashed ? '3 4' : undefined}
              />
            </g>
          ))}
          {at !== undefined && (
            <g>
              <line className={styles.cursor} x1={x(at)} x2={x(at)} y1={pad.top} y2={bottom} />
              {read(at).map((line) => (
                <circle
                  key={line.label}
                  className={styles.dot}
                  cx={x(at)}
                  cy={y(line.value)}
                  r={3.5}
                  fill={line.color}
                />
              ))}
            </g>
          )}
        </svg>
      )}
      {at !== undefined && (
        <div
          className={styles.tip}
          style={x(at) > width / 2 ? { right: width - x(at) + 12 } : { left: x(at) + 12 }}
          aria-hidden="true"
        >
          <div className={styles.tipName}>{names[at]?.full}</div>
          {read(at).map((line) => (
            <div key={line.label} className={styles.tipLine}>
              <i style={{ background: line.color }} />
              {line.label}
              <b>{line.text}</b>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

function path(values: (number | null)[], x: (index: number) => number, y: (value: number) => number): string {
  let pen = 'M';
  return values
    .map((value, index) => {
      if (value === null) {
        pen = 'M';
        return '';
      }
      const command = `${pen}${x(index).toFixed(1)},${y(value).toFixed(1)}`;
      pen = 'L';
      return command;
    })
    .join('');
}

/** Which line is which. */
export function ChartLegend({ lines }: { lines: ChartLine[] }) {
  return (
    <ul className={styles.legend}>
      {lines.map(({ label, color, dashed }) => (
        <li key={label}>
          <svg width="16" height="8" aria-hidden="true">
            <line
              className={styles.line}
              x1="0"
              x2="16"
              y1="4"
              y2="4"
              stroke={color}
              strokeDasharray={dashed ? '3 3' : undefined}
            />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}
