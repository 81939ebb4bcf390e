import type { ContentField } from '@xietong/shared/content';
import type { ReleaseDocument, ReleasePlacement } from '@xietong/shared/releases';
import type { ComparedField } from '../../../ui/field-diff';

export interface DifferenceTexts {
  title: string;
  cityDefault: string;
  cityDefaultText: (value: NonNullable<ReleaseDocument['cityDefault']>) => string;
  fieldLabel: (field: ContentField) => string;
  /** Value, and for standards the policy under it. */
  fieldText: (field: ContentField) => string;
  placementLabel: (placement: ReleasePlacement) => string;
  placementText: (placement: ReleasePlacement) => string;
  rendererLabel: (channel: string) => string;
  rendererText: (version: string) => string;
  assetLabel: (asset: ReleaseDocument['assets'][number]) => string;
  assetText: (asset: ReleaseDocument['assets'][number]) => string;
}

const NOTHING = {
  subject: { title: null },
  ...{ cityDefault: null, content: [], placements: [], assets: [], renderers: {} },
};

/**
 * What a release changes against the one before, null = nothing is there: title, content field by field, then placements,
 * each known again by its place among those of its point. Of images and what renders them only what differs.
 */
export function releaseDifference(
  from: ReleaseDocument | null,
  after: ReleaseDocument,
  texts: DifferenceTexts,
): ComparedField[] {
  const before = from ?? NOTHING;
  const head: ComparedField = {
    key: 'title',
    label: texts.title,
    left: before.subject.title,
    right: after.subject.title,
  };
  const cityDefault = [before.cityDefault, after.cityDefault].map(
    (value) => value && texts.cityDefaultText(value),
  );
  const [left = null, right = null] = cityDefault;
  return [
    head,
    ...(left === null && right === null
      ? []
      : [{ key: 'cityDefault', label: texts.cityDefault, left, right }]),
    ...pairs(before.content, after.content, (field) => field.id).map(([key, was, is]) => ({
      key: `field-${key}`,
      label: labelOf(was, is, texts.fieldLabel),
      left: was ? texts.fieldText(was) : null,
      right: is ? texts.fieldText(is) : null,
    })),
    ...pairs(keyed(before.placements), keyed(after.placements), ({ key }) => key).map(([key, was, is]) => ({
      key: `placement-${key}`,
      label: labelOf(was?.placement, is?.placement, texts.placementLabel),
      left: was ? texts.placementText(was.placement) : null,
      right: is ? texts.placementText(is.placement) : null,
    })),
    ...looks(before, after, texts),
  ];
}

/** Images and renderers that differ: the same words look otherwise with them. */
function looks(
  before: Pick<ReleaseDocument, 'assets' | 'renderers'>,
  after: ReleaseDocument,
  texts: DifferenceTexts,
): ComparedField[] {
  const images = pairs(before.assets, after.assets, ({ sha256 }) => sha256).map(([key, was, is]) => ({
    key: `asset-${key}`,
    label: labelOf(was, is, texts.assetLabel),
    left: was ? texts.assetText(was) : null,
    right: is ? texts.assetText(is) : null,
  }));
  const renderers = pairs(
    Object.entries(before.renderers),
    Object.entries(after.renderers),
    ([channel]) => channel,
  ).map(([channel, was, is]) => ({
    key: `renderer-${channel}`,
    label: texts.rendererLabel(channel),
    left: was ? texts.rendererText(was[1]) : null,
    right: is ? texts.rendererText(is[1]) : null,
  }));
  return [...images, ...renderers].filter(({ left, right }) => left !== right);
}

function labelOf<T>(was: T | undefined, is: T | undefined, label: (value: T) => string): string {
  const present = is ?? was;
  return present === undefined ? '' : label(present);
}

/** Placements get new ids with every version, so the n-th one at a point is the n-th one there before. */
function keyed(placements: readonly ReleasePlacement[]) {
  const seen = new Map<string, number>();
  return placements.map((placement) => {
    const position = (seen.get(placement.point) ?? 0) + 1;
    seen.set(placement.point, position);
    return { key: `${placement.point}-${String(position)}`, placement };
  });
}

/** Both sides by key, in the order of `after`, then what is only in `before`. */
function pairs<T>(before: readonly T[], after: readonly T[], keyOf: (value: T) => string) {
  const was = new Map(before.map((value) => [keyOf(value), value]));
  const is = new Map(after.map((value) => [keyOf(value), value]));
  const keys = [...is.keys(), ...[...was.keys()].filter((key) => !is.has(key))];
  return keys.map((key) => [key, was.get(key), is.get(key)] as const);
}
