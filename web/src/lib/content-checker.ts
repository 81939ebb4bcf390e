/** A door of its own, so that the checker and its engine come in a chunk that is loaded when they are needed. */
export { createContentChecker } from '@xietong/shared/content-check';
