import type { CellKind, Language, TableCell } from '../kernel';
import { changeOf, pointsBetween } from './metric-figures';
import { openDayNote } from './metric-tables';
import type { ShownTable } from './metric-tables';
import { metricTextsIn } from './metric-texts';
import type { CityMetrics, Compared, ComparedFigures } from './metric-view';

type Totals = Compared & Partial<Pick<CityMetrics, 'share' | 'dialogs'>>;

interface Figure {
  readonly name: string;
  readonly kind: CellKind;
  readonly now: number | null;
  readonly then: (compared: ComparedFigures) => number | null;
}

/**
 * The totals of a span as a page shows them: each figure beside those of the days that it is compared
 * with, then what dialogs convert beside their benchmark. Counts and amounts grow by a part of
 * themselves, rates move by points. Where today is among the days, each comparison says so.
 */
export function totalTable(metrics: Totals, language: Language): ShownTable {
  const { column } = metricTextsIn(language);
  const { before, weekBefore } = metrics;
  const compared = weekBefore ? [before, weekBefore] : [before];
  const note = openDayNote(metrics, language);
  return {
    columns: [
      { header: column.figure, kind: 'text' },
      { header: column.value, kind: 'count' },
      { header: column.before, kind: 'rate' },
      { header: column.beforePoints, kind: 'points' },
      { header: column.beforeValue, kind: 'count' },
      { header: column.beforeDays, kind: 'text' },
      ...(weekBefore
        ? ([
            { header: column.weekBefore, kind: 'rate' },
            { header: column.weekBeforePoints, kind: 'points' },
            { header: column.weekBeforeValue, kind: 'count' },
            { header: column.weekBeforeDays, kind: 'text' },
          ] as const)
        : []),
      ...note.columns,
    ],
    rows: [
      ...figuresOf(metrics, language).map((figure) => [
        figure.name,
        { kind: figure.kind, value: figure.now },
        ...compared.flatMap((one) => comparison(figure, one, language)),
        ...note.cells,
      ]),
      ...(metrics.dialogs ? dialogRows(metrics.dialogs, language) : []),
    ],
  };
}

function figuresOf({ totals, share }: Totals, language: Language): Figure[] {
  const { column, figure } = metricTextsIn(language);
  const counts = (['impressions', 'clicks', 'orders', 'transactions'] as const).map((key): Figure => ({
    name: figure[key],
    kind: 'count',
    now: totals[key],
    then: ({ figures }) => figures[key],
  }));
  const { conversion, savingFen } = totals;
  return [
    ...counts,
    { name: figure.conversion, kind: 'rate', now: conversion, then: ({ figures }) => figures.conversion },
    ...(typeof share === 'number'
      ? [{ name: column.share, kind: 'rate', now: share, then: (one: ComparedFigures) => one.share } as const]
      : []),
    { name: figure.saving, kind: 'fen', now: savingFen, then: ({ figures }) => figures.savingFen },
  ];
}

/** By which part it grew or by how many points it moved, what it was, and on which days. */
function comparison({ kind, now, then }: Figure, compared: ComparedFigures, language: Language): TableCell[] {
  const { from, to } = compared;
  const was = then(compared);
  const grew = kind === 'rate' || now === null || was === null ? null : changeOf(now, was);
  const moved = kind === 'rate' ? pointsBetween(now, was) : null;
  const days = from === to ? from : metricTextsIn(language).span(from, to);
  return [grew, moved, { kind, value: was }, days];
}

function dialogRows(dialogs: CityMetrics['dialogs'], language: Language): TableCell[][] {
  const { dialogs: names } = metricTextsIn(language);
  const { impressions, orders, conversion, benchmark } = dialogs;
  return [
    [names.impressions, impressions],
    [names.orders, orders],
    [names.conversion, { kind: 'rate', value: conversion }],
    [names.benchmark, { kind: 'rate', value: benchmark }],
    [names.difference, { kind: 'points', value: pointsBetween(conversion, benchmark) }],
  ];
}
