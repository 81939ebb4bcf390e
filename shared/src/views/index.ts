export { grantViews } from './view-abilities';
export { VIEW_ERRORS } from './view-errors';
export type { ViewErrorCode } from './view-errors';
export {
  checkViewTexts,
  createViewSchema,
  listViewsSchema,
  MAX_VIEW_NAME,
  MAX_VIEWS,
  updateViewSchema,
  VIEW_LISTS,
  viewIdSchema,
} from './view-schema';
export type { CreateViewInput, SavedView, UpdateViewInput, ViewList, ViewQuery } from './view-schema';
