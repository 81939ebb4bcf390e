import { countFitting, importCustomerTable } from '../fixtures/customers';
import type { CustomerReport } from '../fixtures/customers';
import { goRound } from '../fixtures/flows/loop-round';
import { expect, test } from '../fixtures/journey-test';
import { LOOP_PLANS } from '../fixtures/loop-plan';

test.describe('the loop', () => {
  let report: CustomerReport;
  let fitting: { province: number; nanjing: number; wuxi: number };
  test.beforeAll(async ({ dataFolder }) => {
    test.setTimeout(900_000);
    report = await importCustomerTable(dataFolder);
    const [province, nanjing, wuxi] = await Promise.all([
      countFitting(dataFolder),
      countFitting(dataFolder, '320100'),
      countFitting(dataFolder, '320200'),
    ]);
    fitting = { province, nanjing, wuxi };
  });

  test('takes an operator’s real customer table', () => {
    expect(report.rows).toBe(7_043);
    expect(report.cities.map(({ code }) => code).sort()).toEqual(['320100', '320200']);
    expect(report.cities.reduce((sum, { count }) => sum + count, 0)).toBe(7_043);
    expect(report.columns.filter(({ blanks }) => blanks > 0)).toMatchObject([
      { name: 'TotalCharges', blanks: 11 },
    ]);
    expect(fitting.province).toBe(2_128);
    expect(fitting.nanjing + fitting.wuxi).toBe(2_128);
  });

  for (const plan of LOOP_PLANS)
    test(`goes round from the standard to the audit, in ${plan.language}`, async ({
      seat,
      baseURL,
      dataFolder,
    }) => {
      test.setTimeout(900_000);
      await goRound({ plan, seat, url: baseURL ?? '', dataFolder, fittingInNanjing: fitting.nanjing });
    });
});
