// Undo and redo: of this editor's own history, or of whoever brings another kind (writing together does).

import { redo, redoDepth, undo, undoDepth } from '@codemirror/commands'
import { Facet } from '@codemirror/state'

// { undo, redo }: commands. { undoDepth, redoDepth }: of a state, how many steps there are.
export const travel = Facet.define({
  combine: (given) => given[0] || { undo, redo, undoDepth, redoDepth }
})

const by = (name) => (view) => view.state.facet(travel)[name](view)

export const back = by('undo')
export const forth = by('redo')

export const travelKeys = [
  { key: 'Mod-z', run: back, preventDefault: true },
  { key: 'Mod-y', mac: 'Mod-Shift-z', run: forth, preventDefault: true },
  { linux: 'Ctrl-Shift-z', run: forth, preventDefault: true }
]
