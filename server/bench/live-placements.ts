import { sql } from 'drizzle-orm';
import type { Installation } from '../src/db/open-installation';
import { systemIds } from '../src/platform/ids';
import { ACT_AS_APPROVER, APPROVER } from './bench-approver';
import type { BenchRelease } from './placement-documents';

/** Writes approved releases as the owner, by the same constraints and triggers as the services. */
export async function insertLive(
  { databases }: Installation,
  releases: readonly BenchRelease[],
): Promise<void> {
  const params = JSON.stringify(
    releases.map(({ id, city, text, hash, document }) => ({
      id,
      city,
      text,
      hash,
      campaign: document.subject.campaignId,
      version: document.subject.versionId,
      number: document.subject.number,
      title: document.subject.title,
      starts: document.placements[0]?.startsAt,
      ends: document.placements[0]?.endsAt,
      request: systemIds.next(),
      step: systemIds.next(),
      decision: systemIds.next(),
      author: systemIds.next(),
    })),
  );
  const rows = sql`jsonb_to_recordset(${params}::jsonb) as r(id uuid, city text, text text, hash text, campaign uuid, version uuid,
    number text, title text, starts timestamptz, ends timestamptz, request uuid, step uuid, decision uuid, author uuid)
    join tenant t on t.code = r.city`;
  await databases.owner.transaction(async (tx) => {
    await tx.execute(sql.raw(ACT_AS_APPROVER));
    await tx.execute(sql`insert into release (id, tenant_id, kind, campaign_id, campaign_number, version_id, title, state, text, hash,
      starts_at, ends_at, submitted_by, submitted_by_name, submitted_at)
      select r.id, t.id, 'LOCAL', r.campaign, r.number, r.version, r.title, 'IN_REVIEW', r.text, r.hash, r.starts, r.ends, r.author, 'bench', now() from ${rows}`);
    await tx.execute(sql`insert into approval_request (id, tenant_id, approver_tenant_id, release_id, hash, state, submitted_by, submitted_by_name, submitted_at)
      select r.request, t.id, t.id, r.id, r.hash, 'OPEN', r.author, 'bench', now() from ${rows}`);
    await tx.execute(sql`insert into approval_step (id, tenant_id, request_id, stage, approver_tenant_id, approvals)
      select r.step, t.id, r.request, 1, t.id, 1 from ${rows}`);
    await tx.execute(sql`insert into approval_decision (id, tenant_id, request_id, step_id, release_id, hash, outcome, decided_by, decided_by_name, decided_by_tenant_id, decided_at)
      select r.decision, t.id, r.request, r.step, r.id, r.hash, 'APPROVED', ${APPROVER}::uuid, 'bench', t.id, now() from ${rows}`);
    await tx.execute(sql`update approval_step set met_at = now() where id in (select r.step from ${rows})`);
    await tx.execute(
      sql`update approval_request set state = 'APPROVED', closed_at = now() where id in (select r.request from ${rows})`,
    );
    await tx.execute(
      sql`update release set state = 'APPROVED', decided_at = now() where id in (select r.id from ${rows})`,
    );
  });
}
