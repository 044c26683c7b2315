import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from 'react';
import { labelStep, niceTicks } from './chart-scale.ts';
import styles from './line-chart.module.css';

export interface ChartLayer {
  label: string;
  values: number[];
  color: string;
}

const pad = { top: 10, right: 16, bottom: 24, left: 58 };

/**
 * Bars over time, each of layers that add up, the first at the bottom. The pointer or the arrow keys read one bar; who
 * can't see it hears the same.
 */
export function StackedChart(props: {
  label: string;
  layers: ChartLayer[];
  /** Names of the bars: on the axis, and in full. */
  names: { short: string; full: string }[];
  format: { exact: (value: number) => string; short: (value: number) => string };
  height: number;
}) {
  const { label, layers, names, format, height } = props;
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
  const sums = names.map((_, index) => layers.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));
  const ticks = niceTicks(Math.max(0, ...sums), { whole: true });
  const highest = ticks.at(-1) ?? 1;
  const slot = inner / Math.max(1, count);
  const bar = Math.min(44, Math.max(2, slot * 0.72));
  const middle = (index: number) => pad.left + slot * (index + 0.5);
  const tall = (value: number) => (value / highest) * (bottom - pad.top);
  const every = labelStep(count, inner, 62);

  const point = (event: PointerEvent) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    const index = Math.floor((event.clientX - left - pad.left) / Math.max(1, slot));
    setAt(Math.min(count - 1, Math.max(0, index)));
  };
  const step = (event: KeyboardEvent) => {
    const from = at ?? count - 1;
    const next = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: count - 1 }[event.key];
    if (event.key === 'Escape') setAt(undefined);
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.min(count - 1, Math.max(0, next)));
  };
  const shown = at ?? count - 1;
  const read = (index: number) =>
    layers.map((layer) => ({ ...layer, text: format.exact(layer.values[index] ?? 0) }));
  const spoken = [names[shown]?.full, ...read(shown).map((layer) => `${layer.label} ${layer.text}`)].join(
    ', ',
  );
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
              <line
                className={styles.grid}
                x1={pad.left}
                x2={width - pad.right}
                y1={bottom - tall(tick)}
                y2={bottom - tall(tick)}
              />
              <text
                className={styles.tick}
                x={pad.left - 10}
                y={bottom - tall(tick)}
                dy="0.35em"
                textAnchor="end"
              >
                {format.short(tick)}
              </text>
            </g>
          ))}
          {names.map(({ short }, index) => {
            let foot = bottom;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: bars stand where they stand
              <g key={index} opacity={at === undefined || at === index ? 1 : 0.55}>
                {layers.map(({ label: name, values, color }) => {
                  const size = tall(values[index] ?? 0);
                  foot -= size;
                  return (
                    <rect
                      key={name}
                      x={middle(index) - bar / 2}
                      y={foot}
                      width={bar}
                      height={size}
                      fill={color}
                    />
                  );
                })}
                {(count - 1 - index) % every === 0 && (
                  <text className={styles.tick} x={middle(index)} y={height - 6} textAnchor="middle">
                    {short}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      )}
      {at !== undefined && (
        <div
          className={styles.tip}
          style={middle(at) > width / 2 ? { right: width - middle(at) + bar } : { left: middle(at) + bar }}
          aria-hidden="true"
        >
          <div className={styles.tipName}>{names[at]?.full}</div>
          {read(at)
            .reverse()
            .map((layer) => (
              <div key={layer.label} className={styles.tipLine}>
                <i style={{ background: layer.color }} />
                {layer.label}
                <b>{layer.text}</b>
              </div>
            ))}
        </div>
      )}
    </div>
  );
}
