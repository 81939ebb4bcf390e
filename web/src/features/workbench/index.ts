export { default as topBarItem } from './components/NotificationBell.vue';
export { useGuideVisits as useVisits } from './composables/useGuideVisits';
export { workbenchRoutes as routes } from './workbench-routes';
