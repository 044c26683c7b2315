import { migrate } from '../src/foundation/migrate.ts';
import { testServer } from '@kolony/testkit/server';

export default testServer(migrate);
