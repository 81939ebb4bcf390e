import type { DisclosureState } from '@xietong/shared/disclosures';
import type { StateName } from '../../../ui/states';

/** How a request's state looks. */
export const DISCLOSURE_LOOKS: Readonly<Record<DisclosureState, StateName>> = {
  ASKED: 'toAuthorise',
  AUTHORISED: 'authorised',
  REFUSED: 'refused',
  WITHDRAWN: 'withdrawn',
  REVOKED: 'revoked',
  LAPSED: 'expired',
  EXPIRED: 'expired',
  USED_UP: 'usedUp',
};
