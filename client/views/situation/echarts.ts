/** The parts of ECharts the screens use; loaded only when a chart is shown. */
import { BarChart } from 'echarts/charts'
import { AriaComponent, BrushComponent, GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([BarChart, AriaComponent, BrushComponent, GridComponent, TooltipComponent, CanvasRenderer])

export { init }
