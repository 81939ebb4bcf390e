/**
 * What stands around a release's values on a customer's screen. Customers of every channel read Chinese, whatever
 * language the console speaks: who approves sees their screen.
 */
export const customerWords = {
  close: '关闭',
  skip: '跳过',
  terms: '活动规则',
  gift: ({ kind, specification, quantity }: { kind: string; specification: string; quantity: number }) =>
    `赠：${kind}（${specification}）× ${quantity}`,
  tariff: (number: string) => `资费方案编号 ${number}`,
} as const;
