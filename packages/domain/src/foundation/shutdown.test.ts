import { expect, test } from 'vitest';
import { Shutdown } from './shutdown.ts';

test('what was started is closed in the opposite order, once, though something fails to close', async () => {
  const closed: string[] = [];
  const failures: unknown[] = [];
  const quiet = () => undefined;
  const shutdown = new Shutdown();
  shutdown.log = { debug: quiet, info: quiet, warn: quiet, error: (fields) => failures.push(fields) };
  shutdown.add(async () => closed.push('database'));
  shutdown.add(() => Promise.reject(new Error('stuck')));
  shutdown.add(async () => closed.push('server'));

  await Promise.all([shutdown.end(), shutdown.end()]);

  expect(closed).toEqual(['server', 'database']);
  expect(failures).toEqual([{ err: new Error('stuck') }]);
});

test('what is started after the end has begun is closed too', async () => {
  const closed: string[] = [];
  const shutdown = new Shutdown();
  shutdown.add(async () => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    closed.push('database');
  });

  const ending = shutdown.end();
  shutdown.add(async () => closed.push('server'));
  await ending;
  await shutdown.end();

  expect(closed).toEqual(['database', 'server']);
});
