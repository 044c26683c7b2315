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
