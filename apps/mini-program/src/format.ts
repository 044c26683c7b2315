/** The day of a moment by the clock of the telephone: 2026-11-22. */
export function dayOf(moment: string): string {
  const at = new Date(moment);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** A whole number with its thousands apart, and with its sign where it says by how much something changed. */
export function numberText(value: string | number, { signed = false } = {}): string {
  const [, sign = '', digits = ''] = /^(-?)(\d+)$/.exec(String(value)) ?? [];
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign ? '−' : signed && digits !== '0' ? '+' : ''}${grouped}`;
}

/** An amount with its currency, without decimals that say nothing: ¥20, USD 1,234.50. */
export function moneyText({ amount, currency }: { amount: string; currency: string }): string {
  const [whole = '0', decimals = ''] = amount.split('.');
  const text = `${numberText(whole)}${/[1-9]/.test(decimals) ? `.${decimals}` : ''}`;
  return currency === 'CNY' ? `¥${text}` : `${currency} ${text}`;
}
