import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Load, Measured } from './load.ts';

/** The client, in a process of its own: the same for every server. */
export class Driver {
  readonly #child: ChildProcess;

  constructor() {
    this.#child = fork(join(import.meta.dirname, '../../../src/read/client.process.ts'));
  }

  /** @throws when an answer wasn't one */
  async drive(load: Load): Promise<Measured> {
    const measured = await new Promise<Measured>((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`the client ended with ${code}`));
      this.#child.once('exit', ended);
      this.#child.once('message', (found: Measured) => {
        this.#child.off('exit', ended);
        resolve(found);
      });
      this.#child.send(load);
    });
    if (measured.failures > 0) {
      throw new Error(`${measured.failures} of ${measured.requests} failed: ${measured.firstFailure}`);
    }
    return measured;
  }

  stop(): void {
    this.#child.kill();
  }
}
