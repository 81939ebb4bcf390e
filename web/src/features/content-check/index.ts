export { contentCheckRoutes as routes } from './content-check-routes';
