import type { EChartsOption } from 'echarts';

export interface ChartSeries {
  name: string;
  values: (number | null)[];
}

export interface ChartInput {
  kind: 'line' | 'bar';
  categories: string[];
  series: ChartSeries[];
  /** How a value is written on the axis, in the tooltip and in the table. */
  format: (value: number) => string;
  stacked?: boolean | undefined;
  horizontal?: boolean | undefined;
  /** What the values are counted in; stands at the axis. */
  unit?: string | undefined;
  /** Name of the series that stands out of many; the others are the ground that it is seen on. */
  highlight?: string | undefined;
  /** Names of series that were put away. */
  hidden?: readonly string[] | undefined;
  /** A line across, as a goal or benchmark. */
  mark?: { value: number; label: string } | undefined;
}

/** In the order of the series: lines differ by more than their colour. */
const DASHES = ['solid', 'dashed', 'dotted'] as const;
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond'] as const;

/** The chart's description for ECharts. `token` reads a CSS token. Tooltips are rich text: HTML ones would break the CSP. */
export function chartOption(input: ChartInput, token: (name: string) => string): EChartsOption {
  const text = token('--x-text-muted');
  const category = {
    type: 'category' as const,
    data: input.categories,
    axisLine: { lineStyle: { color: token('--x-line-strong') } },
    axisTick: { show: false },
    axisLabel: { color: text, fontSize: 12, hideOverlap: true },
    ...(input.horizontal ? { inverse: true } : {}),
  };
  const isWhole = input.series.every(({ values }) =>
    values.every((one) => one === null || Number.isInteger(one)),
  );
  const value = {
    type: 'value' as const,
    // what is counted in ones has no halves on its axis
    ...(isWhole ? { minInterval: 1 } : {}),
    axisLabel: { color: text, fontSize: 12, formatter: input.format },
    splitLine: { lineStyle: { color: token('--x-line') } },
    ...(input.unit
      ? {
          name: input.unit,
          nameLocation: 'end' as const,
          nameTextStyle: {
            color: text,
            fontSize: 12,
            align: input.horizontal ? ('right' as const) : ('left' as const),
          },
        }
      : {}),
  };
  return {
    animation: false,
    textStyle: { fontFamily: token('--x-font') },
    color: [1, 2, 3, 4, 5, 6].map((n) => token(`--x-chart-${String(n)}`)),
    grid: {
      left: 8,
      right: input.highlight ? 96 : 16,
      top: input.unit && !input.horizontal ? 32 : 12,
      bottom: input.unit && input.horizontal ? 24 : 4,
      containLabel: true,
    },
    // The legend that people see is made of buttons; this one only knows what was put away.
    legend: { show: false, selected: Object.fromEntries((input.hidden ?? []).map((name) => [name, false])) },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: token('--x-surface'),
      borderColor: token('--x-line-strong'),
      textStyle: { color: token('--x-text'), fontSize: 12 },
      valueFormatter: (shown) => (typeof shown === 'number' ? input.format(shown) : '–'),
    },
    xAxis: input.horizontal ? value : category,
    yAxis: input.horizontal ? category : value,
    series: input.series.map((one, index) => ({
      type: input.kind,
      name: one.name,
      data: one.values,
      ...(input.stacked ? { stack: 'all' } : {}),
      ...(input.kind === 'line' ? lineLook(input, index, token) : { barMaxWidth: 28 }),
      ...(input.mark && index === 0
        ? {
            markLine: {
              silent: true,
              symbol: 'none',
              lineStyle: { color: token('--x-warn'), type: 'dashed' as const },
              label: {
                color: token('--x-warn'),
                formatter: input.mark.label,
                position: 'insideEndTop' as const,
              },
              data: [input.horizontal ? { xAxis: input.mark.value } : { yAxis: input.mark.value }],
            },
          }
        : {}),
    })),
  } as EChartsOption;
}

function lineLook(input: ChartInput, index: number, token: (name: string) => string): object {
  const name = input.series[index]?.name;
  if (input.highlight !== undefined && name !== input.highlight)
    return { lineStyle: { width: 1, color: token('--x-line-strong') }, symbol: 'none', z: 1 };
  if (input.highlight !== undefined)
    return {
      lineStyle: { width: 3, color: token('--x-chart-1') },
      itemStyle: { color: token('--x-chart-1') },
      symbol: 'circle',
      symbolSize: 6,
      z: 5,
      endLabel: { show: true, formatter: '{a}', color: token('--x-text'), fontWeight: 600 },
    };
  return {
    lineStyle: { width: 2, type: DASHES[index % DASHES.length] ?? 'solid' },
    symbol: SYMBOLS[index % SYMBOLS.length] ?? 'circle',
    symbolSize: 5,
    showSymbol: input.categories.length <= 45,
  };
}
