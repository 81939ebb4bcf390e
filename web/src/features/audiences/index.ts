export { audienceRoutes as routes } from './audience-routes';
