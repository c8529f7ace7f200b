import type { Pairs } from './words.ts'

/** Words of the frame of the territory screen. */
export const territoryWords = {
  'nav.territory': ['辖区边界', 'Territory'],
  'territory.editions': ['边界版本', 'Editions'],
  'territory.noEditions': [
    '还没有边界版本。新建草稿或导入边界文件。',
    'There is no edition yet. Start a draft, or import a boundary file.',
  ],
  'territory.newDraft': ['新建草稿', 'New draft'],
  'territory.draftName': ['草稿名称', 'Name of the draft'],
  'territory.status.draft': ['草稿', 'Draft'],
  'territory.status.checked': ['已检查', 'Checked'],
  'territory.status.approved': ['已批准', 'Approved'],
  'territory.status.published': ['已发布', 'Published'],
  'territory.status.withdrawn': ['已撤回', 'Withdrawn'],
  'territory.gone': [
    '链接中的版本 {id} 已不存在，可能已被删除。',
    'The edition {id} of this link is not there; it may have been deleted.',
  ],
  'territory.goneShown': ['现在显示：{name}', 'Shown instead: {name}'],
  'territory.goneDismiss': ['知道了', 'Dismiss'],
  'territory.from': ['自 {day} 起生效', 'In force from {day}'],
  'territory.areas': ['{n} 个区域', '{n} areas'],
  'territory.panels': ['边界工作', 'Work on boundaries'],
  'territory.undo': ['撤销', 'Undo'],
  'territory.redo': ['重做', 'Redo'],
} as const satisfies Pairs
