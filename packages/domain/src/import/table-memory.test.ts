import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { buildZip, temporaryFile, workbookParts } from './import.fixture.ts';

const probe = fileURLToPath(new URL('read-table.probe.ts', import.meta.url));

/** Reads a table in a process that may hold 40 MB of objects, and says how many rows it saw. */
async function rowsReadInLittleMemory(content: string | Uint8Array): Promise<number> {
  const flags = ['--max-old-space-size=40', '--experimental-transform-types', '--no-warnings'];
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...flags,
    probe,
    await temporaryFile(content),
  ]);
  return Number(stdout);
}

describe('memory', () => {
  it('is enough for a text many times its size', { timeout: 60_000 }, async () => {
    const row = `1234567,2024-03-01 10:00:00,${'会员'.repeat(20)},"a ""quoted"" cell",99.50\n`;
    const text = Buffer.from(`id,date,name,note,amount\n${row.repeat(400_000)}`);
    expect(text.length).toBeGreaterThan(64_000_000);
    expect(await rowsReadInLittleMemory(text)).toBe(400_000);
  });

  it('is enough for a sheet many times its size', { timeout: 60_000 }, async () => {
    const cells = `<c t="inlineStr"><is><t>${'会员'.repeat(20)}</t></is></c><c><v>99.5</v></c>`.repeat(3);
    const rows = `<row>${cells}</row>`.repeat(80_000);
    const header = `<row>${'<c t="str"><v>name</v></c><c t="str"><v>sum</v></c>'.repeat(3)}</row>`;
    const parts = workbookParts({ sheets: { s: header + rows } });
    expect(await rowsReadInLittleMemory(buildZip(parts))).toBe(80_000);
  });
});
