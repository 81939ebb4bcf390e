import { useWorkCounts } from '../../session/useWorkCounts';

export { audienceRoutes as routes } from './audience-routes';
/** Own uploads that wait to be imported. */
export const useMenuCount = () => useWorkCounts(({ importsToStart }) => importsToStart);
