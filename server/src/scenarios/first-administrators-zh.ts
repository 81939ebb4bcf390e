import type { Role } from '@xietong/shared/tenants';
import type { Call } from '../access/call';
import { words } from '../config/words/words';
import { oneTimePassword } from '../platform/one-time-password';
import type { ScenarioServices } from './scenario-services';

/** Who must be there before anybody else can be made. They are two people, never one. */
const FIRST = [
  { staffId: 'JS-SYS-01', name: '系统管理员', role: 'SYSTEM_ADMIN' },
  { staffId: 'JS-SEC-01', name: '安全管理员', role: 'SECURITY_ADMIN' },
] as const satisfies readonly { staffId: string; name: string; role: Role }[];

/**
 * Makes those of the first two administrators who are missing from an installation without other
 * people. Their passwords are said once, here, and kept nowhere in plain.
 */
export async function makeFirstAdministrators({
  personService,
  seed,
  present,
  say,
}: Pick<ScenarioServices, 'personService'> & {
  readonly seed: Call;
  /** Staff ids of everybody who is there. */
  readonly present: readonly string[];
  readonly say: (line: string) => void;
}): Promise<void> {
  if (present.some((staffId) => FIRST.every((first) => first.staffId !== staffId))) return;
  for (const { staffId, name, role } of FIRST) {
    if (present.includes(staffId)) continue;
    const password = oneTimePassword();
    // Said before it counts: an interruption in between leaves no person whose password nobody knows.
    const { firstSignIn, roles } = words();
    say(firstSignIn(staffId, roles[role], password));
    await personService.createWithPassword(seed, {
      staffId,
      name,
      password,
      mustChangePassword: true,
      duties: [{ tenantId: seed.actor.tenant.id, role }],
    });
  }
}
