import { setTimeout as sleep } from 'node:timers/promises';
import { withReceivedFile } from '../src/file/temporary-file.ts';

/** Holds a file on disk until it is killed. */
export async function run(): Promise<void> {
  const pieces = async function* () {
    yield Buffer.from('姓名,手机号\n林晓,13800138000\n');
  };
  await withReceivedFile(pieces(), 1_000, () => sleep(60_000));
}
