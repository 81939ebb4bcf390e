import { ACTIONS, SUBJECTS } from '@xietong/shared/tenants';
import type { MachineGrant } from '@xietong/shared/tenants';
import type { Call } from '../access/call';
import type { Database } from '../platform/database';
import { findMachine } from './base-province-store';

export const MACHINE_KINDS = ['CLI', 'JOBS', 'SEED'] as const;
export type MachineKind = (typeof MACHINE_KINDS)[number];

/** Machine actors of the installation itself, with everything that they may do. */
export const MACHINES: readonly { kind: MachineKind; name: string; grants: readonly MachineGrant[] }[] = [
  {
    kind: 'CLI',
    name: 'cli',
    grants: [
      { action: 'create', subject: 'Subscriber' },
      { action: 'update', subject: 'Subscriber' },
      { action: 'read', subject: 'Subscriber' },
      { action: 'create', subject: 'CustomerList' },
      { action: 'update', subject: 'CustomerList' },
      { action: 'read', subject: 'CustomerList' },
      { action: 'create', subject: 'ChannelKey' },
      { action: 'read', subject: 'ChannelKey' },
      { action: 'read', subject: 'Person' },
      { action: 'update', subject: 'Password' },
      { action: 'read', subject: 'AuditEvent' },
      { action: 'export', subject: 'AuditEvent' },
      { action: 'archive', subject: 'AuditEvent' },
      { action: 'read', subject: 'Release' },
    ],
  },
  {
    kind: 'JOBS',
    name: 'jobs',
    grants: [
      { action: 'update', subject: 'Release' },
      { action: 'archive', subject: 'AuditEvent' },
    ],
  },
  {
    kind: 'SEED',
    name: 'seed',
    grants: [
      { action: 'create', subject: 'Person' },
      { action: 'create', subject: 'Duty' },
    ],
  },
];

/** A grant as it is stored. */
export function grantText({ action, subject }: MachineGrant): string {
  return `${action}:${subject}`;
}

/** Stored grants as permissions read them; one that nobody knows any more grants nothing. */
function parseGrants(texts: readonly string[]): MachineGrant[] {
  return texts.flatMap((text) => {
    const [verb, thing] = text.split(':');
    const action = ACTIONS.find((known) => known === verb);
    const subject = SUBJECTS.find((known) => known === thing);
    return action === undefined || action === 'approve' || subject === undefined ? [] : [{ action, subject }];
  });
}

/**
 * A call in the name of one of the installation's own machines, in the province or in one of its
 * cities (`cityCode`).
 * @throws Error before the province was made, or for a city that is not there
 */
export async function machineCall(
  owner: Database,
  kind: MachineKind,
  requestId: string,
  cityCode?: string,
): Promise<Call> {
  const { id, name, grants, tenant } = await findMachine(owner, kind, cityCode);
  return {
    actor: { kind: 'MACHINE', machineId: id, name, grants: parseGrants(grants), tenant },
    requestId,
    address: null,
  };
}
