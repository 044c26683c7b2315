/**
 * What has amounts in minor units of the brand's currency, which would mean another sum in another one, by table. Where an
 * operator can take them away again (rules, benefits, badges, settings), that frees the currency. What a brand's points are worth isn't
 * among them: every brand says so from the beginning.
 */
export const amountsOfBrand = {
  order: 'true',
  coupon_template: 'true',
  tier_benefit: 'x.yearly_cost_minor > 0',
  badge: `x.criterion = 'spend'`,
  earning_rule: 'x.per_minor is not null or x.minimum_minor > 0',
  standing_setting: `x.method = 'threshold'`,
} as const;

/** SQL of whether a brand has amounts by which its currency is settled; `brand` is its id. */
export function hasAmounts(brand: string): string {
  const any = Object.entries(amountsOfBrand).map(
    ([table, has]) => `exists (select from "${table}" x where x.brand_id = ${brand} and (${has}))`,
  );
  return `(${any.join(' or ')})`;
}
