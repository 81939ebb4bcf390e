export { localisationRoutes as routes } from './localisation-routes';
