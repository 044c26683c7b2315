import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** Takes profiles of a Node process that runs with --inspect, of just the time between `begin` and `end`. */
export class Profiler {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #sent = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const { id, result } = JSON.parse(String(data));
      this.#waiting.get(id)?.(result);
      this.#waiting.delete(id);
    });
  }

  /** Waits for the address that the process writes, and passes on what else it says. */
  static of(child: ChildProcess): Promise<Profiler> {
    return new Promise((resolve, reject) => {
      if (!child.stderr) throw new Error('what the process says is not to be had');
      createInterface({ input: child.stderr }).on('line', (line) => {
        const address = /^Debugger listening on (ws:\S+)/.exec(line)?.[1];
        if (!address) {
          if (!/^(Debugger|For help)/.test(line)) process.stderr.write(`${line}\n`);
          return;
        }
        const socket = new WebSocket(address);
        socket.addEventListener('open', () => resolve(new Profiler(socket)));
        socket.addEventListener('error', () => reject(new Error('the profiler cannot be reached')));
      });
    });
  }

  async begin(): Promise<void> {
    await this.#call('Profiler.enable');
    await this.#call('Profiler.setSamplingInterval', { interval: 500 });
    await this.#call('Profiler.start');
  }

  /** Writes the profile to a file that the developer tools of browsers open. */
  async end(path: string): Promise<void> {
    const { profile } = (await this.#call('Profiler.stop')) as { profile: object };
    writeFileSync(path, JSON.stringify(profile));
  }

  close(): void {
    this.#socket.close();
  }

  #call(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#sent;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }
}
