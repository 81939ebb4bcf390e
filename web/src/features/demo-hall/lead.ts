import type { Api } from '../../api/api';
import { lead } from '../../api/lead';
import type { Lead } from '../../api/lead';

/** What the demo hall asks first. */
export const leadOf = (api: Api): Lead => lead(api.demoHall.options, undefined);
