import type { Api } from '../../api/api';
import { lead } from '../../api/lead';
import type { Lead, LeadAbout } from '../../api/lead';
import { APPROVAL_LIST_FILTERS, approvalListInput, boxesOf } from './composables/approval-list-input';

/** What the list of approvals asks first: the first box of the duty. */
export const leadOf = (api: Api, { can }: LeadAbout): Lead =>
  lead(api.approvals.list, approvalListInput(APPROVAL_LIST_FILTERS, boxesOf(can)));
