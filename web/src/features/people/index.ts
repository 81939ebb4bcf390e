export { personRoutes as routes } from './person-routes';
