import type { Api } from '../../api/api';
import { lead } from '../../api/lead';
import type { Lead } from '../../api/lead';
import { LOCAL_LIST_FILTERS, localListInput } from './composables/local-list-input';

/** What the list of local campaigns asks first. */
export const leadOf = (api: Api): Lead => lead(api.localCampaigns.list, localListInput(LOCAL_LIST_FILTERS));
