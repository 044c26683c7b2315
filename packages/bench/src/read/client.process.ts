import { Client } from 'undici';
import type { Load, Measured } from './load.ts';

/** Asks one server one question for some time, over so many connections, each of which waits for its answer. */
async function drive({ url, path, headers, bodies, connections, seconds }: Load): Promise<Measured> {
  const latencies: number[] = [];
  let failures = 0;
  let firstFailure: string | undefined;
  let bytes = 0;
  const begun = performance.now();
  const end = begun + seconds * 1000;

  const one = (client: Client, body: string) =>
    new Promise<void>((resolve, reject) => {
      const sent = performance.now();
      const pieces: Buffer[] = [];
      let status = 0;
      client.dispatch(
        { path, method: 'POST', headers, body },
        {
          onRequestStart() {},
          onResponseStart(_, code) {
            status = code;
          },
          onResponseData(_, piece) {
            pieces.push(piece);
          },
          onResponseEnd() {
            latencies.push(performance.now() - sent);
            for (const piece of pieces) bytes += piece.length;
            const failed = status !== 200 || pieces.some((piece) => piece.includes('"errors":'));
            if (failed) {
              failures += 1;
              firstFailure ??= `${status} ${Buffer.concat(pieces).toString('utf8').slice(0, 500)}`;
            }
            resolve();
          },
          onResponseError: (_, error) => reject(error),
        },
      );
    });

  await Promise.all(
    Array.from({ length: connections }, async (_, n) => {
      const client = new Client(url, { pipelining: 1 });
      // Each begins elsewhere, so that no two ask for the same at once.
      let at = Math.floor((bodies.length * n) / connections);
      while (performance.now() < end) {
        await one(client, bodies[at % bodies.length] ?? '');
        at += 1;
      }
      await client.close();
    }),
  );
  const took = (performance.now() - begun) / 1000;
  latencies.sort((a, b) => a - b);
  const percentile = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? Number.NaN;
  return {
    requests: latencies.length,
    perSecond: latencies.length / took,
    p50: percentile(0.5),
    p99: percentile(0.99),
    bytesEach: bytes / latencies.length,
    failures,
    firstFailure,
  };
}

process.on('message', (load: Load) => {
  drive(load).then(
    (measured) => process.send?.(measured),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
