import { createHmac } from 'node:crypto';
import type { Config } from './load-config';

/** By what a service was started, as it may be told: flat, and without anything that opens something. */
export type EffectiveSettings = Readonly<Record<string, string | number | boolean | null>>;

/**
 * The settings that a start came to. Of what holds a secret (the metrics' token, addresses with a password or a key in
 * them) there are the harmless parts and a keyed fingerprint, by which another one is told from the same.
 * @param key 32 secret bytes of the installation: without them nobody can try out what a fingerprint is of
 */
export function effectiveSettings(config: Config, key: Buffer): EffectiveSettings {
  const { externalDatabase, auditWebhook, metricsToken, trustedProxies, ...plain } = config;
  const fingerprint = (text: string | null) =>
    text === null ? null : createHmac('sha256', key).update(text).digest('hex');
  return {
    ...plain,
    trustedProxies: trustedProxies.join(', '),
    databaseAt: externalDatabase === null ? 'embedded' : placeOf(externalDatabase.app),
    databaseFingerprint: externalDatabase && fingerprint(JSON.stringify(externalDatabase)),
    webhookAt: auditWebhook && placeOf(auditWebhook),
    webhookFingerprint: fingerprint(auditWebhook),
    metricsFingerprint: fingerprint(metricsToken),
  };
}

/** Scheme, host and port of an address; its path may be as secret as its password. */
function placeOf(address: string): string {
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}
