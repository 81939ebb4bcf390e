export { auditRoutes as routes } from './audit-routes';
