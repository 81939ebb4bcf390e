import { Readable } from 'node:stream';
import { inDays } from '../running-local';
import { mutation } from './mutation-case';
import { REASON } from './things';
import type { Things } from './things';

const auditor = 'JS-AUD-01';
const owner = 'NJ-OPS-01';
const approver = 'NJ-APR-01';

const sampleInput = { purpose: '抽样复核', strata: 'NONE' as const, size: 2 };

const noteInput = (things: Things) => ({
  ...{ title: '审批理由过短', text: REASON, severity: 'LOW' as const, tenant: '320100' },
  ...{ ownerId: things.personId(owner), dueDay: inDays(5) },
});
async function finding(things: Things, until: 'OPEN' | 'ANSWERED') {
  const { findingService } = things.services;
  const { id } = await findingService.note(things.as(auditor), noteInput(things));
  const step = { id, rowVersion: 1, text: REASON };
  if (until === 'OPEN') return step;
  await findingService.answer(things.as(owner), step);
  return { ...step, rowVersion: 2 };
}

/** A request for numbers in clear: of Nanjing's list, or of one customer. */
async function disclosureInput(things: Things, kind: 'LIST' | 'NUMBER' = 'LIST') {
  const { id: tenantId } = things.as(owner).actor.tenant;
  const text =
    kind === 'LIST'
      ? 'select id from list_version where tenant_id = $1 order by created_at limit 1'
      : 'select id from subscriber where home_tenant_id = $1 limit 1';
  return {
    ...{ kind, id: await things.one(text, [tenantId]), purpose: 'OTHER' as const },
    ...{ purposeNote: REASON, recipient: '复核人' },
  };
}
async function disclosure(things: Things, until: 'ASKED' | 'AUTHORISED', kind: 'LIST' | 'NUMBER' = 'LIST') {
  const { disclosureService } = things.services;
  const { id } = await disclosureService.ask(things.as(owner), await disclosureInput(things, kind));
  if (until === 'AUTHORISED')
    await disclosureService.decide(things.as(approver), { id, outcome: 'AUTHORISED', reason: null });
  return { id };
}

const file = () => ({ fileName: 'demo.csv', source: Readable.from([Buffer.from('number\n15400000001')]) });
async function uploaded(things: Things): Promise<string> {
  return (await things.services.listImportService.upload(things.as(owner), file())).importId;
}

/** Checks, samples and findings of auditors; lists, and numbers in clear. */
export const LOG_AND_LIST_CASES = [
  mutation('audit.verify', auditor),
  mutation('audit.drawSample', auditor, () => sampleInput, {
    follows: ['audit.beginSample'],
    makes: { table: 'audit_sample', other: { size: 3 }, neighbour: 'NJ-AUD-01' },
  }),
  mutation('audit.lookAtSampled', auditor, async (things) => {
    const { id } = await things.services.auditSampleService.drawSample(things.as(auditor), sampleInput);
    return { sampleId: id, position: 1, outcome: 'IN_ORDER', remark: '', seenAt: null };
  }),
  mutation('findings.note', auditor, noteInput, {
    makes: { table: 'audit_finding', other: { severity: 'HIGH' }, neighbour: 'NJ-AUD-01' },
  }),
  mutation('findings.answer', owner, (things) => finding(things, 'OPEN')),
  mutation('findings.close', auditor, (things) => finding(things, 'ANSWERED')),
  mutation('findings.sendBack', auditor, (things) => finding(things, 'ANSWERED')),
  mutation('findings.withdraw', auditor, (things) => finding(things, 'OPEN')),

  mutation('listImports.start', owner, async (things) => ({
    id: await uploaded(things),
    name: things.fresh('名单'),
  })),
  mutation('listImports.cancel', owner, async (things) => ({ id: await uploaded(things) })),
  mutation('lists.archive', owner, async (things) => {
    const { listImportService } = things.services;
    const name = things.fresh('名单');
    const { listId } = await listImportService.importFile(things.as(owner), { ...file(), name });
    return { id: listId };
  }),

  mutation('disclosures.ask', owner, (things) => disclosureInput(things), {
    makes: { table: 'disclosure', other: { hours: 1 }, neighbour: 'NJ-OPS-02' },
  }),
  mutation('disclosures.decide', approver, async (things) => ({
    ...(await disclosure(things, 'ASKED')),
    outcome: 'AUTHORISED',
  })),
  mutation('disclosures.withdraw', owner, (things) => disclosure(things, 'ASKED')),
  mutation('disclosures.revoke', approver, async (things) => ({
    ...(await disclosure(things, 'AUTHORISED')),
    reason: REASON,
  })),
  mutation('disclosures.reveal', owner, (things) => disclosure(things, 'AUTHORISED', 'NUMBER')),
];
