export { default as topBarItem } from './components/NotificationBell.vue';
export { workbenchRoutes as routes } from './workbench-routes';
