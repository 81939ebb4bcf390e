export {
  NOTIFICATION_DAYS,
  NOTIFICATION_KINDS,
  notificationIdSchema,
  notificationListSchema,
} from './notification-schema';
export type { NotificationKind, NotificationListInput } from './notification-schema';
export type {
  NotificationAbout,
  NotificationPage,
  NotificationRow,
  NotificationSubject,
} from './notification-view';
