import { DEFAULT_SAVING_FEN } from '@xietong/shared/metrics';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { metricDay, savingUnit } from './schema';

/** The unit that counts on the day of a row of `metric_day`, in fen: the newest of those that have begun. */
export const savingUnitOfDay: SQL<number> = sql`coalesce((select ${savingUnit.fen} from ${savingUnit} where ${savingUnit.validFrom} <= ${metricDay.day} order by ${savingUnit.validFrom} desc, ${savingUnit.version} desc limit 1), ${DEFAULT_SAVING_FEN})`;
