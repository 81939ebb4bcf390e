import { Readable } from 'node:stream';
import type { Call } from '../access/call';
import type { SeededRandom } from './seeded-random';
import type { ScenarioServices } from './scenario-services';

export interface DemoCustomer {
  /** Code of the home city. */
  readonly city: string;
  /** On the unassigned prefix 154. */
  readonly number: string;
}

const COUNTS: readonly (readonly [city: string, count: number])[] = [
  ['320100', 300],
  ['320200', 200],
  ['320300', 40],
  ['320400', 30],
  ['320500', 60],
  ['320600', 30],
];

/** What rules of the demo aim at. Named unlike the columns of files that are imported beside it: a rule over those counts them alone. */
function attributesOf(random: SeededRandom): Record<string, string | number | boolean> {
  const tenure = random.between(1, 72);
  const internet = random.weighted([
    { weight: 44, item: '光纤' },
    { weight: 34, item: 'ADSL' },
    { weight: 22, item: '无' },
  ]);
  const contract = random.weighted([
    { weight: tenure < 24 ? 75 : 30, item: '按月' },
    { weight: 21, item: '一年' },
    { weight: 24, item: '两年' },
  ]);
  const base = { 光纤: 80, ADSL: 50, 无: 20 }[internet] ?? 20;
  return {
    合约: contract,
    宽带: internet,
    电子账单: random.chance(0.6),
    老年客户: random.chance(0.16),
    在网月数: tenure,
    '月消费（元）': Math.round((base + random.next() * 30) * 100) / 100,
  };
}

/** What the attributes are called; none is what a column of files imported beside them is named. */
const LABELS: Readonly<Record<string, { readonly labelZh: string; readonly labelEn: string }>> = {
  合约: { labelZh: '合约类型', labelEn: 'Contract term' },
  宽带: { labelZh: '宽带类型', labelEn: 'Broadband' },
  电子账单: { labelZh: '电子账单', labelEn: 'E-bill' },
  老年客户: { labelZh: '老年客户', labelEn: 'Senior customer' },
  在网月数: { labelZh: '在网月数', labelEn: 'Months on network' },
  '月消费（元）': { labelZh: '月消费（元）', labelEn: 'Monthly spend (yuan)' },
};

/** Of eight customers six have agreed to personalised marketing, one has refused, one was never asked. */
function consentOf(index: number): boolean | null {
  const place = index % 8;
  return place === 6 ? null : place !== 3;
}

/** Registers the demo's customers and names their attributes; their numbers come from the one allocator. */
export async function makeDemoCustomers(
  {
    customerImportService,
    subscriberService,
  }: Pick<ScenarioServices, 'customerImportService' | 'subscriberService'>,
  call: Call,
  random: SeededRandom,
): Promise<DemoCustomer[]> {
  const customers = COUNTS.flatMap(([city, count]) =>
    Array.from({ length: count }, (_, index) => ({
      externalId: `DEMO-${city}-${String(index + 1).padStart(4, '0')}`,
      city,
      attributes: attributesOf(random),
      consentPersonalised: consentOf(index),
    })),
  );
  const saved = await customerImportService.register(call, customers);
  for (const [name, labels] of Object.entries(LABELS)) {
    const seen = { labelZh: null, labelEn: null };
    await subscriberService.nameAttribute(call, { name, ...labels, seen });
  }
  const numbers = new Map(saved.map(({ externalId, number }) => [externalId, number]));
  return customers.flatMap(({ externalId, city }) => {
    const number = numbers.get(externalId) ?? null;
    return number === null ? [] : [{ city, number }];
  });
}

/** Customers who asked to be left alone: the province's blocklist keeps them from marketing at every point. */
export async function makeDemoBlocklist(
  { listImportService }: Pick<ScenarioServices, 'listImportService'>,
  call: Call,
  customers: readonly DemoCustomer[],
): Promise<void> {
  // The last of a city: nothing of the demo is aimed at them.
  const cities = [...new Set(customers.map(({ city }) => city))];
  const numbers = cities.flatMap((city) =>
    customers
      .filter((customer) => customer.city === city)
      .slice(-2)
      .map(({ number }) => number),
  );
  const source = Readable.from([Buffer.from(['number', ...numbers].join('\n'))]);
  const name = '谢绝营销客户（演示）';
  await listImportService.importFile(call, { fileName: 'demo.csv', source, name, purpose: 'BLOCKLIST' });
}

/** A line of the file that is no number, so that its report shows what becomes of one. */
const CUT_OFF = '154000';

/** Imports numbers as a precise-marketing list of the caller's city. */
export async function makeDemoList(
  { listImportService }: Pick<ScenarioServices, 'listImportService'>,
  call: Call,
  { name, numbers }: { name: string; numbers: readonly string[] },
): Promise<string> {
  const source = Readable.from([Buffer.from(['number', ...numbers, CUT_OFF].join('\n'))]);
  const { versionId } = await listImportService.importFile(call, { fileName: 'demo.csv', source, name });
  return versionId;
}
