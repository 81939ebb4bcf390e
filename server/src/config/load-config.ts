import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { AUDIT_LEAST_DAYS } from '@xietong/shared/audit';
import { z } from 'zod';
import { findInstallationRoot } from './installation-root';
import { StartupError } from './startup-error';
import { words } from './words/words';

const postgresUrl = z.string().refine((value) => /^postgres(ql)?:\/\/\S+$/.test(value), {
  error: () => words().settings.postgresUrl,
});

const environmentSchema = z.object({
  PORT: z.coerce
    .number({ error: () => words().settings.portNumber })
    .int({ error: () => words().settings.portWhole })
    .min(0, { error: () => words().settings.portRange })
    .max(65535, { error: () => words().settings.portRange })
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  XIETONG_DATA: z.string().optional(),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  DATABASE_ENGINE_URL: postgresUrl.optional(),
  DATABASE_AUTH_URL: postgresUrl.optional(),
  XIETONG_DEMO: z.enum(['0', '1'], { error: () => words().settings.demo }).default('1'),
  XIETONG_ACCEPT_CLOCK: z.enum(['0', '1'], { error: () => words().settings.acceptClock }).default('0'),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: () => words().settings.publicUrl }).optional(),
  TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').map((entry) => entry.trim()))
    .refine((entries) => entries.every(isNetwork), { error: () => words().settings.trustedProxies })
    .default([]),
  XIETONG_AUDIT_WEBHOOK: z
    .url({ protocol: /^https?$/, error: () => words().settings.auditWebhook })
    .optional(),
  XIETONG_AUDIT_DAYS: z.coerce
    .number({ error: () => words().settings.auditDays })
    .int({ error: () => words().settings.auditDays })
    .min(AUDIT_LEAST_DAYS, { error: () => words().settings.auditDaysLeast(AUDIT_LEAST_DAYS) })
    .optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, { error: () => words().settings.metricsToken })
    .optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: () => words().settings.logLevel,
    })
    .default('info'),
  // read where words are looked for, before any setting is
  XIETONG_LANG: z
    .string()
    .regex(/^(zh|en)/i, { error: () => words().settings.language })
    .optional(),
});

/** Addresses of a PostgreSQL that somebody else runs; engine and auth may be derived. */
export interface ExternalDatabase {
  app: string;
  owner: string;
  engine: string | null;
  auth: string | null;
}

/** Everything the environment may decide, checked. */
export interface Config {
  /** 0 asks the operating system for a free port. */
  port: number;
  host: string;
  /** Absolute path of the folder for secrets, uploads and the embedded database. */
  dataFolder: string;
  /** null = the embedded PostgreSQL inside the data folder. */
  externalDatabase: ExternalDatabase | null;
  /** Whether an empty database is filled with the demo province. */
  demo: boolean;
  /** Whether to start although the clock does not fit the data: after it had been wrong, or nobody worked for long. */
  acceptClock: boolean;
  /** Where people reach the service when something stands before it, without a trailing slash; else null. */
  publicUrl: string | null;
  /** Proxies that are believed whom they name in `X-Forwarded-For`, as addresses and networks. */
  trustedProxies: readonly string[];
  /** Where signed heads of the audit log are sent to; null = nowhere. */
  auditWebhook: string | null;
  /** For so many days audit events stay in the database; null = for ever. */
  auditDays: number | null;
  /** Bearer token for `/metrics`; null = this machine alone may ask, and nobody once a proxy is before it. */
  metricsToken: string | null;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment; an empty value counts as not set.
 * @throws StartupError naming every variable that is wrong
 */
export function loadConfig(environment: Environment = process.env): Config {
  const given = Object.fromEntries(
    Object.keys(environmentSchema.shape).map((name) => [name, notEmpty(environment[name])]),
  );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new StartupError(words().settings.unusable(problems.join('\n  ')));
  }
  const value = parsed.data;
  return {
    port: value.PORT,
    host: value.HOST,
    dataFolder: value.XIETONG_DATA ? resolve(value.XIETONG_DATA) : join(findInstallationRoot(), '.xietong'),
    externalDatabase: externalDatabase(value),
    demo: value.XIETONG_DEMO === '1',
    acceptClock: value.XIETONG_ACCEPT_CLOCK === '1',
    publicUrl: value.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    trustedProxies: value.TRUSTED_PROXIES,
    auditWebhook: value.XIETONG_AUDIT_WEBHOOK ?? null,
    auditDays: value.XIETONG_AUDIT_DAYS ?? null,
    metricsToken: value.METRICS_TOKEN ?? null,
    logLevel: value.LOG_LEVEL,
  };
}

function externalDatabase(value: z.infer<typeof environmentSchema>): ExternalDatabase | null {
  const { DATABASE_URL: app, DATABASE_OWNER_URL: owner } = value;
  const engine = value.DATABASE_ENGINE_URL ?? null;
  const auth = value.DATABASE_AUTH_URL ?? null;
  if (app === undefined) {
    const orphan = Object.entries({
      DATABASE_OWNER_URL: owner,
      DATABASE_ENGINE_URL: engine,
      DATABASE_AUTH_URL: auth,
    })
      .filter(([, url]) => url != null)
      .map(([name]) => name);
    if (orphan.length > 0) throw new StartupError(words().settings.orphans(orphan.join(', ')));
    return null;
  }
  if (owner === undefined) {
    throw new StartupError(words().settings.ownerMissing);
  }
  return { app, owner, engine, auth };
}

/** `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`. */
function isNetwork(entry: string): boolean {
  const [address = '', bits, ...more] = entry.split('/');
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (longest < 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest);
}

function notEmpty(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}
