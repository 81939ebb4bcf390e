import type { Api } from '../../api/api';
import { lead } from '../../api/lead';
import type { Lead } from '../../api/lead';

/** What the list of points asks first. */
export const leadOf = (api: Api): Lead => lead(api.points.list, undefined);
