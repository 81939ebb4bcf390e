import type { Api } from '../../api/api';
import { lead } from '../../api/lead';
import type { Lead } from '../../api/lead';

/** What the list of people asks first. */
export const leadOf = (api: Api): Lead => lead(api.people.list, { text: '', page: 1, pageSize: 20 });
