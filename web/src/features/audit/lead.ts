import type { Api } from '../../api/api';
import { leadPages } from '../../api/lead';
import type { Lead } from '../../api/lead';

/** What the search of the audit log asks first. */
export const leadOf = (api: Api): Lead => leadPages(api.audit.list, {});
