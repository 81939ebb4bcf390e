import { DEFAULT_SAVING_FEN } from '@xietong/shared/metrics';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { metricDay, savingUnit } from './schema';

/** Of those that have begun on the day of a row of `metric_day`, the newest. */
const inForce = sql`from ${savingUnit} where ${savingUnit.validFrom} <= ${metricDay.day} order by ${savingUnit.validFrom} desc, ${savingUnit.version} desc limit 1`;

/** The unit that counts on the day of a row of `metric_day`, in fen. */
export const savingUnitOfDay: SQL<number> = sql`coalesce((select ${savingUnit.fen} ${inForce}), ${DEFAULT_SAVING_FEN})`;

/** The first day of that unit; null while none was set. */
export const savingUnitSince: SQL<string | null> = sql`(select ${savingUnit.validFrom} ${inForce})`;
