export { settingRoutes as routes } from './setting-routes';
