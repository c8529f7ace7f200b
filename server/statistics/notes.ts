import type { Words } from '../api/terms.ts'
import type { Facts } from './method.ts'

/** What to mind besides the figures, each note only where it holds. */
export function notesOf({ reports, elsewhere, exposure, areas, slices }: Facts, sliced: boolean): Words[] {
  const notes: Words[] = []
  if (reports === 0) {
    notes.push({
      zh: '所选范围内没有上报，因此没有高低可比。',
      en: 'There are no reports in the chosen range, so there is nothing to compare.',
    })
  }
  if (reports === 1)
    notes.push({ zh: '只有一件上报，任何结论都不可靠。', en: 'There is a single report: no finding can rest on it.' })
  if (areas < 3)
    notes.push({
      zh: `只有 ${areas} 个区域，无法比较。`,
      en: `There are only ${areas} areas: nothing can be compared.`,
    })
  if (elsewhere > 0) {
    notes.push({
      zh: `所选时间内边界有变：${elsewhere} 件上报按当时的边界定位于现已改变或不存在的区域，按“计入当时区域”的规则不计入本图。`,
      en: `Boundaries changed inside the chosen time: ${elsewhere} reports lie in areas that are gone or have another border now. They count where they were located and are in no figure here.`,
    })
  }
  if (exposure !== null && exposure.asOf === null && exposure.source.en === 'none on record') {
    notes.push({ zh: '没有登记这种暴露量。', en: 'No such exposure is on record.' })
  }
  if (sliced && slices.length < 2) {
    notes.push({
      zh: `完整的时段只有 ${slices.length} 个，看不出变化。`,
      en: `There ${slices.length === 1 ? 'is one whole slice' : 'is no whole slice'} of time: no change can be seen.`,
    })
  }
  return notes
}
