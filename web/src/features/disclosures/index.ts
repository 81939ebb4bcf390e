import { useWorkCounts } from '../../session/useWorkCounts';

export { disclosureRoutes as routes } from './disclosure-routes';
/** What waits for this approver's word. */
export const useMenuCount = () => useWorkCounts(({ disclosuresToAuthorise }) => disclosuresToAuthorise);
