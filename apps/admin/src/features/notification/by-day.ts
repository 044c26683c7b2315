const dayMs = 24 * 60 * 60 * 1000;

/** The notifications of each day, with what the day is called. `date` writes the day of a moment in the brand's zone. */
export function byDay<Item extends { createdAt: string }>(
  items: readonly Item[],
  date: (moment: string) => string,
  words: { today: string; yesterday: string },
  now = Date.now(),
): { day: string; items: Item[] }[] {
  const named = new Map([
    [date(new Date(now - dayMs).toISOString()), words.yesterday],
    [date(new Date(now).toISOString()), words.today],
  ]);
  const days: { day: string; items: Item[] }[] = [];
  for (const item of items) {
    const written = date(item.createdAt);
    const day = named.get(written) ?? written;
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days;
}
