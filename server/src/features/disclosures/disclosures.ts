import { createDisclosureHttp } from './disclosure-http';
import { createDisclosureService } from './disclosure-service';
import type { DisclosureDeps } from './disclosure-service';
import { createDisclosureTaking } from './disclosure-taking';

/** Numbers in clear, put together: asking and authorising, handing out, and the route of the file. */
export function createDisclosures(deps: DisclosureDeps) {
  const disclosureTaking = createDisclosureTaking(deps);
  return {
    services: { disclosureService: createDisclosureService(deps), disclosureTaking },
    mountFiles: createDisclosureHttp({ disclosureTaking }),
  };
}
