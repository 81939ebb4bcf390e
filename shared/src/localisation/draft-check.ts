import { validateCondition } from '../conditions';
import { resolveContent, validateResolvedContent } from '../content';
import type { ContentField, Overrides, PeriodValue } from '../content';
import { windowOfDates, windowPhase } from '../kernel';
import type { ErrorParams } from '../kernel';
import { rendererForChannel } from '../rendering';
import type { ImageReference } from '../rendering';
import type { Tier } from '../releases';
import { isAssessed } from './placement-schema';
import type { Assessment, PlacementInput } from './placement-schema';

/**
 * Something that keeps a draft from being submitted. `path` names its place: `title`, `assessment`,
 * `placements`, `content.<field id>`, or `placements.<index>.<point|window|tier|rule>`.
 */
export interface DraftProblem {
  readonly path: string;
  readonly code: string;
  readonly params: ErrorParams;
}

/** What has to be known of a marketing point to place something on it. */
export interface PlacementPoint {
  readonly code: string;
  readonly channel: string;
  readonly format: string;
  readonly enabled: boolean;
}

export interface PlacementContext {
  readonly points: ReadonlyMap<string, PlacementPoint>;
  readonly tiers: readonly Tier[];
  readonly smsSignature: string;
  /** Images that are stored, with their cuts; absent where the caller cannot know. */
  readonly images?: readonly ImageReference[] | undefined;
  /** Whether a list or a rule may say whom a placement is for. */
  readonly mayAim: boolean;
  readonly now: Date;
}

function problem(path: string, found: { code: string; params?: ErrorParams }): DraftProblem {
  return { path, code: found.code, params: found.params ?? {} };
}

/** Where and when content may be shown, as its own fields say; null = not limited. */
export function contentLimits(fields: readonly ContentField[]): {
  period: PeriodValue | null;
  channels: readonly string[] | null;
} {
  let period: PeriodValue | null = null;
  let channels: readonly string[] | null = null;
  for (const field of fields) {
    if (field.role === 'period') period = field.value;
    if (field.role === 'channels') channels = field.value;
  }
  return { period, channels };
}

function checkWindow(
  path: string,
  placement: PlacementInput,
  period: PeriodValue | null,
  now: Date,
): DraftProblem[] {
  const { firstDay, lastDay } = placement;
  if (lastDay < firstDay) return [problem(path, { code: 'PLACEMENT_WINDOW_REVERSED' })];
  if (period && (firstDay < period.from || lastDay > period.to))
    return [
      problem(path, {
        code: 'PLACEMENT_WINDOW_OUTSIDE_PERIOD',
        params: { from: period.from, to: period.to },
      }),
    ];
  return windowPhase(windowOfDates(firstDay, lastDay), now) === 'AFTER'
    ? [problem(path, { code: 'RELEASE_WINDOW_OVER' })]
    : [];
}

function checkPoint(
  path: string,
  point: PlacementPoint | undefined,
  fields: readonly ContentField[],
  { smsSignature, images }: PlacementContext,
): DraftProblem[] {
  if (!point) return [problem(path, { code: 'PLACEMENT_POINT_UNKNOWN' })];
  if (!point.enabled) return [problem(path, { code: 'PLACEMENT_POINT_DISABLED' })];
  const { channels } = contentLimits(fields);
  if (channels && !channels.includes(point.channel))
    return [
      problem(path, {
        code: 'PLACEMENT_CHANNEL_NOT_ALLOWED',
        params: { channel: point.channel, allowed: channels.join(', ') },
      }),
    ];
  const renderer = rendererForChannel(point.channel);
  if (!renderer) return [problem(path, { code: 'RENDER_FORMAT_UNKNOWN', params: { format: point.format } })];
  const findings = renderer.findings(fields, { format: point.format, smsSignature, images });
  return findings.map((finding) => problem(path, finding));
}

/** A list or a rule that was announced has to be there: without it more people would be reached than are meant. */
function checkAudience(
  path: string,
  { aim, listVersionId, rule }: PlacementInput,
  { mayAim }: PlacementContext,
): DraftProblem[] {
  const lacksList = (aim === 'list' || aim === 'both') && listVersionId === null;
  const lacksRule = (aim === 'rule' || aim === 'both') && rule === null;
  return [
    ...(mayAim || (listVersionId === null && rule === null)
      ? []
      : [problem(path, { code: 'PRECISE_MARKETING_NOT_GRANTED' })]),
    ...(lacksList ? [problem(path, { code: 'AUDIENCE_LIST_REQUIRED' })] : []),
    ...(lacksRule ? [problem(path, { code: 'AUDIENCE_RULE_REQUIRED' })] : []),
  ];
}

/** Everything about placements that keeps content from going out on them. Indices follow the input. */
export function checkPlacements(
  fields: readonly ContentField[],
  placements: readonly PlacementInput[],
  assessment: Assessment | null,
  context: PlacementContext,
): DraftProblem[] {
  if (placements.length === 0) return [problem('placements', { code: 'RELEASE_NO_PLACEMENT' })];
  const { period } = contentLimits(fields);
  const problems = placements.flatMap((placement, index) => {
    const path = `placements.${index}`;
    const rule = placement.rule ? validateCondition(placement.rule) : null;
    return [
      ...checkPoint(`${path}.point`, context.points.get(placement.pointCode), fields, context),
      ...checkWindow(`${path}.window`, placement, period, context.now),
      ...checkAudience(`${path}.rule`, placement, context),
      ...(context.tiers.includes(placement.tier)
        ? []
        : [
            problem(`${path}.tier`, { code: 'PLACEMENT_TIER_NOT_ALLOWED', params: { tier: placement.tier } }),
          ]),
      ...(rule && !rule.ok ? [problem(`${path}.rule`, rule)] : []),
    ];
  });
  const aimed = placements.some((placement) => placement.listVersionId !== null || placement.rule !== null);
  return aimed && !isAssessed(assessment)
    ? [...problems, problem('assessment', { code: 'RELEASE_ASSESSMENT_REQUIRED' })]
    : problems;
}

export interface LocalDraft {
  readonly title: string;
  /** The fields of the standard that the version is pinned to. */
  readonly standard: readonly ContentField[];
  readonly overrides: Overrides;
  readonly placements: readonly PlacementInput[];
  readonly assessment: Assessment | null;
}

/** A city's content laid over its standard, and what is wrong with it beside each field. */
export function checkLocalContent(
  standard: readonly ContentField[],
  overrides: Overrides,
): { resolved: ContentField[]; problems: DraftProblem[] } {
  const { fields, problems } = resolveContent(standard, overrides);
  const refused = new Set(problems.map((each) => each.fieldId));
  const all = [...problems, ...validateResolvedContent(fields).filter((each) => !refused.has(each.fieldId))];
  return {
    resolved: fields,
    problems: all.map((each) => problem(each.fieldId ? `content.${each.fieldId}` : 'content', each.problem)),
  };
}

/** The resolved content of a draft and everything that keeps it from being submitted, in reading order. */
export function checkLocalDraft(
  draft: LocalDraft,
  context: PlacementContext,
): { resolved: ContentField[]; problems: DraftProblem[] } {
  const content = checkLocalContent(draft.standard, draft.overrides);
  return {
    resolved: content.resolved,
    problems: [
      ...(draft.title.trim() === '' ? [problem('title', { code: 'TITLE_REQUIRED' })] : []),
      ...content.problems,
      ...checkPlacements(content.resolved, draft.placements, draft.assessment, context),
    ],
  };
}
