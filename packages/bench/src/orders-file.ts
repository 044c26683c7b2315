const header = '订单编号,会员编号,手机号,收货人,下单时间,订单金额,订单状态,商品名称,数量';
const surnames = '王李张刘陈杨黄赵吴周';
const names = '雨欣浩然思远佳怡俊杰诗琪';
const linesAPiece = 1_000;

/** A shop's order history as CSV, in pieces: so many orders of a third as many members. The same every time. */
export function* ordersFile(orders: number): Generator<string> {
  yield `${header}\n`;
  const members = Math.max(Math.floor(orders / 3), 1);
  let piece = '';
  for (let n = 0; n < orders; n++) {
    piece += line(n, members);
    if (n % linesAPiece === linesAPiece - 1 || n === orders - 1) {
      yield piece;
      piece = '';
    }
  }
}

function line(n: number, members: number): string {
  // Members recur far apart, as in real histories, not one after another.
  const member = (n * 7919) % members;
  const surname = surnames.charAt(member % surnames.length);
  const given = names.slice((member % 6) * 2, (member % 6) * 2 + 2);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `2025-${two((n % 12) + 1)}-${two((n % 28) + 1)} ${two(n % 24)}:${two(n % 60)}:00`;
  const amount = `${(n % 500) + 1}.${two(n % 100)}`;
  return `B${String(n).padStart(9, '0')},M${member},138${String(member).padStart(8, '0')},${surname}${given},${day},${amount},已付款,商品 ${n % 40},${(n % 3) + 1}\n`;
}
