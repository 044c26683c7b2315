import { testServer } from '@kolony/testkit/server';
import { migrate } from '../src/foundation/migrate.ts';

export default testServer(migrate);
