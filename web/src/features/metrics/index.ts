export { metricRoutes as routes } from './metric-routes';
