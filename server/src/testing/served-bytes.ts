import { createHash } from 'node:crypto';
import { sealFallback } from '@xietong/shared/points';
import { releaseDocumentSchema, signatureOf } from '@xietong/shared/releases';
import { rendererOfVersion } from '@xietong/shared/rendering';
import type { RenderedContent } from '@xietong/shared/rendering';
import { canonicalJson } from '@xietong/shared/kernel';
import { createDecisionTokens } from '../features/decisions/decision-token';
import type { DemoWorld } from './demo-world';

interface StoredRelease {
  readonly id: string;
  readonly text: string;
  readonly hash: string;
  readonly state: string;
  readonly overtaken: boolean;
  readonly approved: boolean;
}

/** Approved as its steps ask: each by as many different people, of that very hash, by approvers of the step's tenant at that time, and by nobody among its authors. */
const APPROVED = (r: string): string => `
  exists (select from approval_request q where q.release_id = ${r}.id and q.hash = ${r}.hash and q.state = 'APPROVED'
    and exists (select from approval_step s where s.request_id = q.id)
    and not exists (select from approval_step s where s.request_id = q.id and (s.met_at is null or s.approvals > (
      select count(distinct d.decided_by) from approval_decision d
      join duty u on u.person_id = d.decided_by and u.tenant_id = s.approver_tenant_id and u.role = 'APPROVER'
        and u.valid_from <= d.decided_at and (u.valid_until is null or u.valid_until > d.decided_at)
      where d.step_id = s.id and d.hash = ${r}.hash and d.outcome = 'APPROVED'
        and not exists (select from release_author a where a.release_id = ${r}.id and a.actor_id = d.decided_by)))))`;

/**
 * Listed by its hash in what was approved of the standard with a mandatory push, by two who are no authors of either; in
 * the place of what was approved before. Read from the tables, as no service does, as all of it.
 */
const LISTED = `
  exists (select from release p where p.id = r.corrected_by and p.kind = 'STANDARD' and ${APPROVED('p')}
    and p.text::jsonb -> 'push' ->> 'mode' = 'MANDATORY'
    and exists (select from jsonb_array_elements(p.text::jsonb -> 'corrections') c
      where c ->> 'hash' = r.hash and c ->> 'campaignId' = r.campaign_id::text
        and exists (select from release o where o.hash = c ->> 'replaces' and o.campaign_id = r.campaign_id))
    and 2 <= (select count(distinct d.decided_by) from approval_decision d
      where d.release_id = p.id and d.hash = p.hash and d.outcome = 'APPROVED'
        and not exists (select from release_author a where a.release_id in (p.id, r.id) and a.actor_id = d.decided_by)))`;

const STORED = `
  select r.id, r.text, r.hash, r.state, coalesce(r.overtaken_at <= $2, false) as overtaken,
    ${APPROVED('r')} or ${LISTED} as approved
  from release r where r.id = any ($1::uuid[])`;

/** What a point shows by itself, as another than its proposer approved it. */
const FALLBACKS = `
  select p.code, f.hash from marketing_point p join point_fallback f on f.id = p.fallback_id
  where f.state = 'APPROVED' and f.decided_by <> f.proposed_by`;

const sealOf = (text: string): string =>
  createHash('sha256').update(`xietong.release.v1\0${text}`, 'utf8').digest('hex');

/** What an approved text says that a placement shows at its point, read from the text alone. */
function approvedContent(text: string, placementId: string | null, point: string): RenderedContent | null {
  const document = releaseDocumentSchema.parse(JSON.parse(text));
  const placement = document.placements.find(({ id }) => id === placementId);
  if (placement?.point !== point || !placement.format) return null;
  const renderer = rendererOfVersion(placement.channel, document.renderers[placement.channel]);
  const rendered = renderer?.render(document.content, {
    ...{ format: placement.format, smsSignature: signatureOf(document), images: document.assets },
  });
  return rendered?.ok ? rendered.value : null;
}

/**
 * Asks the decision service what is shown now at every point of a channel in a city, and holds each answered byte against
 * who approved it. Answers what was wrong, and the releases that were shown.
 */
export async function checkServedBytes(
  { database, composition }: DemoWorld,
  { channel, city }: { channel: string; city: string },
): Promise<{ wrong: string[]; shown: string[] }> {
  await composition.snapshots.refresh();
  const owner = database.owner.$client;
  const points = await owner.query<{ code: string }>('select code from marketing_point where channel = $1', [
    channel,
  ]);
  const now = new Date();
  const answer = await composition.services.decisionService.decide(
    { channel, cities: new Set([city]), mayExplain: false },
    { requestId: 'served', city, points: points.rows.map(({ code }) => code) },
  );
  const tokens = createDecisionTokens(database.secrets.key('token-sealing'));
  const items = answer.points.flatMap(({ point, items: each }) =>
    each.map(({ decisionId, campaign, content }) => ({
      ...{ point, campaign, content, token: tokens.open(decisionId) },
    })),
  );
  const ids = [...new Set(items.flatMap(({ token }) => token?.releaseId ?? []))];
  const stored = await owner.query<StoredRelease>(STORED, [ids, now]);
  const fallbacks = await owner.query<{ code: string; hash: string }>(FALLBACKS);
  const wrong = items.flatMap(({ point, campaign, content, token }) => {
    const release = stored.rows.find(({ id }) => id === token?.releaseId);
    if (campaign === null) {
      const { hash } = sealFallback(content);
      return fallbacks.rows.some((row) => row.code === point && row.hash === hash)
        ? []
        : [`${point} shows a fallback by itself that nobody else approved`];
    }
    if (!release) return [`${point} shows something without a release`];
    const named = `${point} shows ${release.id}`;
    const approved = approvedContent(release.text, token?.placementId ?? null, point);
    return [
      ...(release.approved ? [] : [`${named}, which was not approved`]),
      ...(release.state === 'APPROVED' ? [] : [`${named}, which is ${release.state}`]),
      ...(release.overtaken ? [`${named}, which was overtaken`] : []),
      ...(sealOf(release.text) === release.hash ? [] : [`${named}, whose text is not that of its hash`]),
      ...(approved && canonicalJson(approved) === canonicalJson(content)
        ? []
        : [`${named} otherwise than its text says`]),
    ];
  });
  return { wrong, shown: ids };
}
