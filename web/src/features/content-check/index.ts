import { useWorkCounts } from '../../session/useWorkCounts';

export { contentCheckRoutes as routes } from './content-check-routes';
/** What somebody else proposed and this person can confirm. */
export const useMenuCount = () => useWorkCounts(({ dictionariesToConfirm }) => dictionariesToConfirm);
