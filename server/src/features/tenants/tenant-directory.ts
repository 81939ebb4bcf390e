import type { Database } from '../../platform/database';
import { listKeys } from './tenant-store';

/** How long a directory without the asked-for tenant is trusted before it is read anew. */
const MISS_TRUSTED_MS = 1_000;

/**
 * Ids and codes of all tenants, read as the engine role and remembered: tenants are made once and
 * never renumbered.
 */
export function createTenantDirectory({ engine, now }: { engine: Database; now: () => number }) {
  let byCode: ReadonlyMap<string, string> = new Map();
  let province: { id: string; code: string } | null = null;
  let readAt = Number.NEGATIVE_INFINITY;

  async function read(): Promise<void> {
    const rows = await listKeys(engine);
    byCode = new Map(rows.map((row) => [row.code, row.id]));
    const found = rows.find((row) => row.kind === 'PROVINCE');
    province = found ? { id: found.id, code: found.code } : null;
    readAt = now();
  }

  return {
    /** The province of this installation; null before it was made. */
    async province(): Promise<{ id: string; code: string } | null> {
      if (!province && now() - readAt > MISS_TRUSTED_MS) await read();
      return province;
    },

    /** @throws Error before the province was made */
    async provinceId(): Promise<string> {
      const found = await this.province();
      if (!found) throw new Error('the installation has no province yet');
      return found.id;
    },

    async idsByCode(): Promise<ReadonlyMap<string, string>> {
      if (byCode.size < 2 && now() - readAt > MISS_TRUSTED_MS) await read();
      return byCode;
    },

    /** Reads anew, after tenants were made. */
    refresh: read,
  };
}
