/** What a server of the comparison is told by its environment. */
export interface HostSettings {
  url: string;
  poolSize: number;
  /** As the gateway's. */
  idleTimeoutMillis: number;
  brandId: string;
  operatorId: string;
}

export function hostSettings(): HostSettings {
  const {
    DATABASE_URL: url,
    DATABASE_POOL_SIZE: size,
    BRAND_ID: brandId,
    OPERATOR_ID: operatorId,
  } = process.env;
  if (!url || !size || !brandId || !operatorId)
    throw new Error('the bench starts this program, with its settings');
  return { url, poolSize: Number(size), idleTimeoutMillis: 15_000, brandId, operatorId };
}
