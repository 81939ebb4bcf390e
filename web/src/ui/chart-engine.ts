import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([
  LineChart,
  BarChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  CanvasRenderer,
]);

/**
 * Makes a chart in the element; undefined where nothing can be drawn, as in browsers that are told to shut canvases.
 * Only this module imports ECharts; it is loaded when the first chart is shown.
 */
export function createChart(element: HTMLElement): ECharts | undefined {
  if (!document.createElement('canvas').getContext('2d')) return undefined;
  return init(element, null, { renderer: 'canvas' });
}
