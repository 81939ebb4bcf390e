import { describe, expect, it } from 'vitest';
import { effectiveSettings } from './effective-settings';
import { loadConfig } from './load-config';
import type { Config } from './load-config';

const environment = {
  ...{
    DATABASE_URL: 'postgresql://app:hunter2@db.example:5433/x',
    DATABASE_OWNER_URL: 'postgresql://o:hunter3@d/x',
  },
  ...{
    XIETONG_AUDIT_WEBHOOK: 'https://log.example/heads/hunter4?key=hunter5',
    METRICS_TOKEN: 'hunter6-hunter6-x',
  },
  ...{ XIETONG_AUDIT_DAYS: '365', PUBLIC_URL: 'https://xietong.example', XIETONG_DATA: '/data' },
};
const key = Buffer.alloc(32, 1);
const told = (change: Record<string, string> = {}, by = key) =>
  effectiveSettings(loadConfig({ ...environment, ...change }), by);

describe('the settings of a start', () => {
  it('are told by name, without a secret', () => {
    expect(told()).toMatchObject({
      ...{ port: 3000, host: '127.0.0.1', demo: true, acceptClock: false, auditDays: 365, logLevel: 'info' },
      ...{ publicUrl: 'https://xietong.example', databaseAt: 'postgresql://db.example:5433' },
      webhookAt: 'https://log.example',
    });
    expect(JSON.stringify(told())).not.toMatch(/hunter/);
    expect(effectiveSettings(loadConfig({}), key)).toMatchObject({
      ...{ databaseAt: 'embedded', databaseFingerprint: null },
      ...{ webhookAt: null, webhookFingerprint: null, metricsFingerprint: null, auditDays: null },
    });
  });

  it('differ where any of them does, also where a secret alone does, and nowhere else', () => {
    const changed = (change: Record<string, string>) => {
      const [before, after] = [told(), told(change)];
      return Object.keys(before).filter((name) => before[name] !== after[name]);
    };
    expect(changed({})).toEqual([]);
    expect(changed({ METRICS_TOKEN: 'another-another-x' })).toEqual(['metricsFingerprint']);
    expect(changed({ XIETONG_AUDIT_WEBHOOK: 'https://log.example/other' })).toEqual(['webhookFingerprint']);
    expect(changed({ DATABASE_OWNER_URL: 'postgresql://o:other@d/x' })).toEqual(['databaseFingerprint']);
    expect(changed({ XIETONG_AUDIT_DAYS: '180', XIETONG_DEMO: '0' })).toEqual(['demo', 'auditDays']);
    const other = told({}, Buffer.alloc(32, 2));
    expect(other.metricsFingerprint).not.toBe(told().metricsFingerprint);
  });

  it('leave out none that there is', () => {
    const secret: (keyof Config)[] = ['externalDatabase', 'auditWebhook', 'metricsToken'];
    const plain = Object.keys(loadConfig(environment)).filter(
      (name) => !secret.some((each) => each === name),
    );
    expect(Object.keys(told())).toEqual(expect.arrayContaining(plain));
  });
});
