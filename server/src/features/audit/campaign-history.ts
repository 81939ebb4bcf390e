import { fieldChanges, storedAuditEventSchema } from '@xietong/shared/audit';
import type { AuditRow, CampaignHistoryEntry, FieldChange, ReleaseReference } from '@xietong/shared/audit';
import { releaseDocumentSchema } from '@xietong/shared/releases';
import type { ReleaseDocument } from '@xietong/shared/releases';
import type { HistoryDecision, HistoryRelease } from './campaign-history-read-model';
import { isAsLogged } from './logged-decision';

type StoredEvent = AuditRow & { canonical: string };

export interface HistoryParts {
  readonly events: readonly StoredEvent[];
  readonly releases: readonly HistoryRelease[];
  readonly decisions: readonly HistoryDecision[];
  readonly authors: readonly { releaseId: string; name: string }[];
  /** The part of the line that the events are of, half-open; null = no bound. */
  readonly from: string | null;
  readonly before: string | null;
}

/** What an event changed, field by field, read from its stored text. */
export function changesOf(canonical: string): FieldChange[] {
  const { before, after } = storedAuditEventSchema.parse(JSON.parse(canonical));
  return fieldChanges(before, after);
}

export function documentOf(text: string): ReleaseDocument {
  return releaseDocumentSchema.parse(JSON.parse(text));
}

export function referenceOf(row: HistoryRelease['release'], document: ReleaseDocument): ReleaseReference {
  return {
    releaseId: row.id,
    kind: row.kind,
    title: row.title,
    version: document.subject.version,
    hash: row.hash,
  };
}

/**
 * Releases and decisions name people by their staff ID, events by name and staff ID: of whom an event tells, the time
 * line speaks as the list of events does.
 */
function namesOf(events: readonly StoredEvent[]): (name: string) => string {
  const byStaffId = new Map(
    events.flatMap(({ actorKind, actorName }) =>
      actorKind === 'PERSON' ? [[actorName.slice(actorName.lastIndexOf(' ') + 1), actorName] as const] : [],
    ),
  );
  return (name) => byStaffId.get(name) ?? name;
}

/**
 * A release tells its own submission, decision and run: the event that says the same is left out. One that says
 * something else stays beside it.
 */
function isToldByRelease(event: StoredEvent, changes: readonly FieldChange[], parts: HistoryParts): boolean {
  if (event.result !== 'SUCCESS') return false;
  if (event.act === 'approvals.decide') {
    const logged = storedAuditEventSchema.parse(JSON.parse(event.canonical));
    return parts.decisions.some((decision) => isAsLogged(decision, logged));
  }
  if (event.act === 'releases.wentLive' || event.act === 'releases.ended')
    return parts.releases.some(({ release }) => release.id === event.subjectId);
  const hash = changes.find((change) => change.field === 'hash')?.after;
  return event.act.endsWith('.submit') && parts.releases.some(({ release }) => release.hash === hash);
}

function changeEntries(parts: HistoryParts): CampaignHistoryEntry[] {
  return parts.events.flatMap((event) => {
    const changes = changesOf(event.canonical);
    if (isToldByRelease(event, changes, parts)) return [];
    const { id: eventId, at, actorName, act, result, code } = event;
    return [{ type: 'CHANGE' as const, at, actorName, eventId, act, result, code, changes }];
  });
}

function releaseEntries(
  { release, note }: HistoryRelease,
  parts: HistoryParts,
  nameOf: (name: string) => string,
): CampaignHistoryEntry[] {
  const document = documentOf(release.text);
  const reference = referenceOf(release, document);
  const passed = (type: 'LIVE' | 'ENDED' | 'OVERTAKEN', at: Date | null): CampaignHistoryEntry[] =>
    at === null ? [] : [{ type, at: at.toISOString(), actorName: null, release: reference }];
  return [
    {
      type: 'SUBMISSION',
      at: release.submittedAt.toISOString(),
      actorName: nameOf(release.submittedByName),
      release: reference,
      authors: parts.authors.filter((author) => author.releaseId === release.id).map((author) => author.name),
      note,
      windows: document.placements.map(({ point, channel, startsAt, endsAt }) => ({
        point,
        channel,
        startsAt,
        endsAt,
      })),
    },
    ...parts.decisions
      .filter((decision) => decision.releaseId === release.id)
      .map((decision) => ({
        type: 'DECISION' as const,
        at: decision.decidedAt.toISOString(),
        actorName: nameOf(decision.decidedByName),
        release: reference,
        outcome: decision.outcome,
        hash: decision.hash,
        reason: decision.reason,
      })),
    ...passed('LIVE', release.seenLiveAt),
    ...passed('ENDED', release.seenEndedAt),
    ...passed('OVERTAKEN', release.overtakenAt),
  ];
}

/** Everything that happened to a campaign in a part of its time, oldest first. */
export function historyOf(parts: HistoryParts): CampaignHistoryEntry[] {
  const nameOf = namesOf(parts.events);
  const told = parts.releases
    .flatMap((each) => releaseEntries(each, parts, nameOf))
    .filter(({ at }) => (parts.from ?? '') <= at && (parts.before === null || at < parts.before));
  const entries = [...changeEntries(parts), ...told];
  return entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
