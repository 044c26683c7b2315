/** What `03/04/2024` means when the day comes first, or the month, as `2024-04-03`; undefined when it isn't so written. */
export function readDate(sample: string, order: string): string | undefined {
  const [, first = '', second = '', year = ''] =
    /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?!\d)/.exec(sample.trim()) ?? [];
  if (!year) return undefined;
  const [day, month] = order === 'dmy' ? [first, second] : [second, first];
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return undefined;
  const century = year.length === 4 ? '' : '20';
  return `${century}${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** What `1,234` means when the comma is the decimal mark, or the point; undefined when it isn't a number then. */
export function readAmount(sample: string, mark: string): number | undefined {
  const bare = sample.replace(/[^\d.,-]/g, '');
  const plain = mark === ',' ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '');
  const amount = Number(plain);
  return plain === '' || Number.isNaN(amount) ? undefined : amount;
}
