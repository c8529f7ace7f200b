import type { EChartsCoreOption } from 'echarts/core'
import type { Palette } from '../../map/palette.ts'

interface Day {
  day: string
  count: number
}

/**
 * Bars by day. Days outside the chosen range are a series of their own with a pattern, so that they differ by more
 * than their colour.
 */
export function histogram(
  days: readonly Day[],
  range: readonly [number, number] | null,
  palette: Palette,
  words: { said: string; unit: string },
): EChartsCoreOption {
  const isIn = (at: number) => range === null || (at >= range[0] && at <= range[1])
  const series = (name: string, inside: boolean, colour: string) => ({
    name,
    type: 'bar',
    stack: 'days',
    barCategoryGap: days.length > 120 ? 0 : '20%',
    large: false,
    itemStyle: { color: colour },
    emphasis: { disabled: true },
    data: days.map(({ count }, at) => (isIn(at) === inside ? count : null)),
  })
  const quiet = { color: palette.inkSoft, fontFamily: 'Noto Sans SC', fontSize: 11 }
  return {
    animation: false,
    aria: {
      enabled: true,
      label: { description: words.said },
      decal: {
        show: true,
        decals: [{ symbol: 'none' }, { symbol: 'line', rotation: -Math.PI / 4, dashArrayY: [2, 3] }],
      },
    },
    textStyle: { fontFamily: 'Noto Sans SC' },
    grid: { left: 8, right: 8, top: 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category',
      data: days.map(({ day }) => day),
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      axisLabel: {
        ...quiet,
        formatter: (day: string) => (day.endsWith('-01') ? day.slice(0, 7) : day),
        ...labelled(days),
      },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 3,
      axisLabel: quiet,
      splitLine: { lineStyle: { color: palette.line } },
    },
    tooltip: {
      trigger: 'axis',
      backgroundColor: palette.surface,
      borderColor: palette.line,
      padding: [4, 8],
      textStyle: { color: palette.ink, fontSize: 12 },
      axisPointer: { type: 'line', lineStyle: { color: palette.inkSoft } },
      formatter: (at: unknown) => tip(days, at, words.unit),
    },
    // The brush is always in the hand: no tool box to take it from.
    toolbox: { show: false },
    brush: {
      xAxisIndex: 0,
      brushStyle: { borderWidth: 1, color: 'rgba(0,0,0,0)', borderColor: palette.accent },
      inBrush: { opacity: 1 },
      outOfBrush: { opacity: 1 },
      throttleType: 'debounce',
      throttleDelay: 100,
    },
    series: [series('in', true, palette.accent), series('out', false, palette.line)],
  }
}

/** Months where there are many days, else whatever fits. */
const labelled = (days: readonly Day[]) =>
  days.length > 70
    ? { interval: (_: number, day: string) => day.endsWith('-01'), hideOverlap: true }
    : { hideOverlap: true }

function tip(days: readonly Day[], at: unknown, unit: string): string {
  const index = (at as { dataIndex: number }[])[0]?.dataIndex ?? -1
  const one = days[index]
  return one === undefined ? '' : `${one.day}　<b>${one.count.toLocaleString()}</b> ${unit}`
}
