export { demoHallRoutes as routes } from './demo-hall-routes';
