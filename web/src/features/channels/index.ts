export { channelRoutes as routes } from './channel-routes';
