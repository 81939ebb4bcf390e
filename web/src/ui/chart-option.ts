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
  /** A line across, as a goal or benchmark. */
  mark?: { value: number; label: string } | undefined;
}

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
  const value = {
    type: 'value' as const,
    axisLabel: { color: text, fontSize: 12, formatter: input.format },
    splitLine: { lineStyle: { color: token('--x-line') } },
  };
  return {
    animation: false,
    textStyle: { fontFamily: token('--x-font') },
    color: [1, 2, 3, 4, 5, 6].map((n) => token(`--x-chart-${String(n)}`)),
    grid: { left: 8, right: 16, top: input.series.length > 1 ? 36 : 12, bottom: 4, containLabel: true },
    legend: {
      show: input.series.length > 1,
      left: 0,
      top: 0,
      textStyle: { color: token('--x-text') },
      itemWidth: 20,
    },
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
      ...(input.kind === 'line'
        ? {
            lineStyle: { width: 2, type: DASHES[index % DASHES.length] ?? 'solid' },
            symbol: SYMBOLS[index % SYMBOLS.length] ?? 'circle',
            symbolSize: 5,
            showSymbol: input.categories.length <= 45,
          }
        : { barMaxWidth: 28 }),
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
