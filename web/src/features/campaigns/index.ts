export { campaignRoutes as routes } from './campaign-routes';
