export { workbenchRoutes as routes } from './workbench-routes';
