export { cityFunctionRoutes as routes } from './city-function-routes';
