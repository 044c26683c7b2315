import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

type Value = string | number;

/** What a measurement found: a table for people, and the same for programs. */
export interface Report {
  name: string;
  /** What the figures mean: units, what is counted. */
  explanation: string;
  columns: readonly string[];
  rows: readonly (readonly Value[])[];
  /** Aims that were set, and whether they were met. */
  aims?: readonly { aim: string; found: string; met: boolean }[];
  /** Further figures, for programs only. */
  details?: unknown;
}

/** Prints a report and writes it to packages/bench/results, with the machine and the time. */
export function publish(report: Report): void {
  const { name, explanation, columns, rows, aims = [] } = report;
  const text = [columns, ...rows].map((row) => row.map(String));
  const widths = columns.map((_, at) => Math.max(...text.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ');
  const [head = [], ...body] = text;
  process.stdout.write(`\n${line(head)}\n${widths.map((width) => '-'.repeat(width)).join('  ')}\n`);
  for (const row of body) process.stdout.write(`${line(row)}\n`);
  process.stdout.write(`\n${explanation}\n`);
  for (const { aim, found, met } of aims) process.stdout.write(`${met ? '✓' : '✗'} ${aim}: ${found}\n`);

  const at = new Date().toISOString();
  const [cpu] = cpus();
  const machine = {
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    memoryMiB: Math.round(totalmem() / 1024 ** 2),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
  };
  const folder = join(import.meta.dirname, '../../../results');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}-${at.replaceAll(':', '').slice(0, 17)}.json`);
  writeFileSync(path, `${JSON.stringify({ at, machine, ...report }, null, 2)}\n`);
  process.stdout.write(`\nWritten to ${path}\n`);
}

/** The middle one of some figures. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
