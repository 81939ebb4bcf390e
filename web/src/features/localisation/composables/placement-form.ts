import {
  contentLimits,
  type AudienceKind,
  type PlacementInput,
  type PlacementView,
  type PointOption,
} from '@xietong/shared/localisation';
import { isPlace, rendererForChannel } from '@xietong/shared/rendering';
import type { ContentField } from '@xietong/shared/content';
import { shanghaiDate } from '@xietong/shared/kernel';
import { leverSchema, type Tier } from '@xietong/shared/releases';
import { newId } from '../../../lib/new-id';

/** A placement as the form holds it; `key` stays the same while ids come from the server. */
export interface PlacementForm extends PlacementInput {
  key: string;
  /** What the person means to aim by, also before the list or rule is there. */
  audience: AudienceKind;
  /** A line of the rule is half-written: the rule is still the last whole one. */
  isRuleOpen: boolean;
  /** What was typed as weight and is none: the weight is still the last one that was. */
  openLever?: string | undefined;
}

const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;

export function audienceOf({
  listVersionId,
  rule,
}: Pick<PlacementInput, 'listVersionId' | 'rule'>): AudienceKind {
  if (listVersionId && rule) return 'both';
  if (listVersionId) return 'list';
  return rule ? 'rule' : 'everyone';
}

export function formOf(placement: PlacementView): PlacementForm {
  const { id, pointCode, firstDay, lastDay, tier, lever, listVersionId, rule, aim } = placement;
  return {
    key: id,
    id,
    pointCode,
    firstDay,
    lastDay,
    tier,
    lever,
    listVersionId,
    rule,
    audience: aim ?? audienceOf(placement),
    isRuleOpen: false,
  };
}

export function inputOf({
  id,
  pointCode,
  firstDay,
  lastDay,
  tier,
  lever,
  listVersionId,
  rule,
  audience,
}: PlacementForm): PlacementInput {
  return { id, pointCode, firstDay, lastDay, tier, lever, listVersionId, rule, aim: audience };
}

/** A placement that is for everybody. */
export const EVERYONE = {
  ...{ listVersionId: null, rule: null },
  ...{ audience: 'everyone', isRuleOpen: false },
} as const satisfies Partial<PlacementForm>;

/**
 * A new placement on a point: the days, weight and audience of the one before; the first one from
 * today, or the period's first day, for a month or to its end, for everybody.
 */
export function newPlacement(
  point: PointOption,
  content: readonly ContentField[],
  tier: Tier,
  now: Date,
  before?: PlacementForm,
): PlacementForm {
  if (before) return { ...before, key: newId(), id: null, pointCode: point.code, openLever: undefined };
  const { period } = contentLimits(content);
  const today = shanghaiDate(now);
  const firstDay = period && period.from > today ? period.from : today;
  const month = shanghaiDate(new Date(Date.parse(firstDay) + (DEFAULT_DAYS - 1) * DAY_MS));
  const lastDay = period && period.to < month ? period.to : month;
  return {
    key: newId(),
    id: null,
    pointCode: point.code,
    firstDay,
    lastDay: lastDay < firstDay ? firstDay : lastDay,
    tier,
    lever: 50,
    ...EVERYONE,
  };
}

/** What typing a weight changes: the weight, or what stands in its place and is none. */
export function typedLever(text: string): Pick<PlacementForm, 'openLever'> & Partial<PlacementForm> {
  const lever = /^\d+$/.test(text) ? leverSchema.safeParse(Number(text)) : null;
  return lever?.success ? { lever: lever.data, openLever: undefined } : { openLever: text };
}

/** Points in which content can be shown at all. */
export function isUsable({ channel, format, enabled }: PointOption): boolean {
  return enabled && isPlace(channel, format);
}

/** The point shows a picture above all, and the content has no place for one: nothing that is written changes that. */
export function isWithoutPicture(
  { channel, format }: PointOption,
  content: readonly ContentField[],
): boolean {
  if (content.some(({ role }) => role === 'image')) return false;
  const findings = rendererForChannel(channel)?.findings(content, { format }) ?? [];
  return findings.some(({ code }) => code === 'RENDER_IMAGE_MISSING');
}

/** Points by channel, in their order. */
export function pointsByChannel(
  points: readonly PointOption[],
): { channel: PointOption; points: PointOption[] }[] {
  const groups: { channel: PointOption; points: PointOption[] }[] = [];
  for (const point of points) {
    const group = groups.find((each) => each.channel.channel === point.channel);
    if (group) group.points.push(point);
    else groups.push({ channel: point, points: [point] });
  }
  return groups;
}
