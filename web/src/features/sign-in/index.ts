export { signInRoutes as routes } from './sign-in-routes';
