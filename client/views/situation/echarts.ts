/** The parts of ECharts the screens use; loaded only when a chart is shown. */
import { BarChart } from 'echarts/charts'
import { AriaComponent, BrushComponent, GridComponent, ToolboxComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([BarChart, AriaComponent, BrushComponent, GridComponent, ToolboxComponent, TooltipComponent, CanvasRenderer])

export { init }
