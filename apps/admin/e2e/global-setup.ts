import { startGateway } from './gateway.ts';

/** One gateway for all tests. The address is handed to the workers in the environment. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const gateway = await startGateway();
  process.env.KOLONY_TEST_URL = gateway.url;
  return gateway.stop;
}
