const spacing = 46;
const columns = 24;
const rows = 24;

/** The product's motif: many small dots in a hexagonal order, some of them awake. */
export function Colony() {
  const dots = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = column * spacing + (row % 2) * (spacing / 2);
      const y = row * spacing * 0.866;
      const nearness = Math.max(0, 1 - Math.hypot(x - 560, y - 300) / 430);
      const wave = (Math.sin(column * 1.7 + row * 0.9) + Math.sin(row * 2.3 - column * 0.6) + 2) / 4;
      const awake = wave * nearness > 0.46;
      dots.push(
        <circle
          key={`${row}-${column}`}
          cx={x}
          cy={y}
          r={2.2 + nearness * 11 * (0.35 + 0.65 * wave)}
          fill={awake ? 'var(--k-accent)' : 'var(--k-ink)'}
          opacity={awake ? 0.9 : 0.07 + nearness * 0.12}
        />,
      );
    }
  }
  return (
    <svg viewBox="0 0 1060 940" preserveAspectRatio="xMidYMin slice" aria-hidden="true">
      {dots}
    </svg>
  );
}
