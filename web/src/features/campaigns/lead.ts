import type { Api } from '../../api/api';
import { lead } from '../../api/lead';
import type { Lead } from '../../api/lead';
import { STANDARD_LIST_FILTERS, standardListInput } from './composables/standard-list-input';

/** What the list of standards asks first. */
export const leadOf = (api: Api): Lead => lead(api.campaigns.list, standardListInput(STANDARD_LIST_FILTERS));
