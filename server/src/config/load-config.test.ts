import { describe, expect, it } from 'vitest';
import { loadConfig } from './load-config';

const app = 'postgresql://app:secret@db.example:5432/xietong';
const owner = 'postgresql://owner:secret@db.example:5432/xietong';

describe('loadConfig', () => {
  it('serves this machine alone, on the embedded database, with the demo, when nothing is set', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({ port: 3000, host: '127.0.0.1', demo: true, externalDatabase: null });
    expect(config.dataFolder).toMatch(/[\\/]\.xietong$/);
  });

  it('takes an empty value for an unset one', () => {
    expect(loadConfig({ PORT: ' ', XIETONG_DATA: '' }).port).toBe(3000);
  });

  it('names every variable that is wrong', () => {
    expect(() => loadConfig({ PORT: '70000', LOG_LEVEL: 'loud', XIETONG_DEMO: 'yes' })).toThrow(
      /PORT .*\n.*XIETONG_DEMO .*\n.*LOG_LEVEL /,
    );
  });

  it('takes addresses and networks of proxies, and nothing else for one', () => {
    expect(loadConfig({}).trustedProxies).toEqual([]);
    const given = loadConfig({ TRUSTED_PROXIES: '10.0.0.7, 10.1.0.0/16,fd00::/8' }).trustedProxies;
    expect(given).toEqual(['10.0.0.7', '10.1.0.0/16', 'fd00::/8']);
    for (const wrong of ['proxy.example', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.7,', '*', '10.0.0.0/'])
      expect(() => loadConfig({ TRUSTED_PROXIES: wrong }), wrong).toThrow(/TRUSTED_PROXIES/);
  });

  it('takes a token for the measurements that a header can carry and nobody guesses, and has none of its own', () => {
    expect(loadConfig({}).metricsToken).toBeNull();
    expect(loadConfig({ METRICS_TOKEN: 'collector-of-2026' }).metricsToken).toBe('collector-of-2026');
    for (const wrong of ['collector', 'a collector of 2026', '采集采集采集采集采集采集采集采集'])
      expect(() => loadConfig({ METRICS_TOKEN: wrong }), wrong).toThrow(/METRICS_TOKEN .*16/);
  });

  it('wants the owner and the serving role of an external database together', () => {
    expect(() => loadConfig({ DATABASE_URL: app })).toThrow(/DATABASE_OWNER_URL/);
    expect(() => loadConfig({ DATABASE_OWNER_URL: owner })).toThrow(/DATABASE_URL is not/);
    expect(loadConfig({ DATABASE_URL: app, DATABASE_OWNER_URL: owner }).externalDatabase).toEqual({
      app,
      owner,
      engine: null,
      auth: null,
    });
  });
});
