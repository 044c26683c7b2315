import { migrate } from '@kolony/domain/foundation/migrate';
import { testServer } from '@kolony/testkit/server';

export default testServer(migrate);
