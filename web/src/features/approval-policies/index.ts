export { policyRoutes as routes } from './policy-routes';
