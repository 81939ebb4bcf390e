import { createContentCheckService } from './content-check-service';
import type { ContentCheckServiceDeps } from './content-check-service';
import { createDictionaryDraftService } from './dictionary-draft-service';
import { createReleaseChecking } from './release-checking';

/** The content check: its dictionary, and the checking of releases. */
export function createContentCheck(deps: ContentCheckServiceDeps) {
  return {
    contentCheckService: createContentCheckService(deps),
    dictionaryDraftService: createDictionaryDraftService(deps),
    checks: createReleaseChecking(deps),
  };
}
