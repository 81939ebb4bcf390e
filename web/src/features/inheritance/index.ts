export { inheritanceRoutes as routes } from './inheritance-routes';
