/** Most calls of procedures in one request: more than a page makes at once, and no more than the server has connections. */
export const MAX_BATCH = 20;
