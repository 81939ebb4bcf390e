export { pointRoutes as routes } from './point-routes';
