import type { Api } from '../../api/api';
import { lead } from '../../api/lead';
import type { Lead } from '../../api/lead';

/** What the matrix of functions asks first. */
export const leadOf = (api: Api): Lead => lead(api.cityFunctions.list, undefined);
