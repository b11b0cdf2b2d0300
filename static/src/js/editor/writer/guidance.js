// Guidance of a template is a paragraph emphasised as a whole. A click takes it whole, so that typing writes over it.

import { syntaxTree } from '@codemirror/language'
import { Decoration, EditorView, ViewPlugin } from '@codemirror/view'

const mark = Decoration.mark({ class: 'ps-md-guidance' })

function isGuidance (node, doc) {
  const inside = node.firstChild
  return node.name === 'Paragraph' && node.parent.name === 'Document' && inside && inside.name === 'Emphasis' &&
    inside.from === node.from && inside.to === node.to && doc.sliceString(node.from, node.from + 1) === '_'
}

function guidanceAt (state, at) {
  for (let node = syntaxTree(state).resolveInner(at, 1); node; node = node.parent) {
    if (isGuidance(node, state.doc)) return node
  }
  for (let node = syntaxTree(state).resolveInner(at, -1); node; node = node.parent) {
    if (isGuidance(node, state.doc)) return node
  }
  return null
}

const marked = ViewPlugin.fromClass(class {
  constructor (view) {
    this.decorations = this.marks(view)
  }

  update (update) {
    const parsed = syntaxTree(update.startState) !== syntaxTree(update.state)
    if (update.docChanged || update.viewportChanged || parsed) this.decorations = this.marks(update.view)
  }

  marks (view) {
    const found = []
    for (const { from, to } of view.visibleRanges) {
      syntaxTree(view.state).iterate({
        from,
        to,
        enter: ({ node }) => {
          if (isGuidance(node, view.state.doc)) found.push(mark.range(node.from, node.to))
        }
      })
    }
    return Decoration.set(found, true)
  }
}, { decorations: (plugin) => plugin.decorations })

// The first click takes the whole; one more sets the cursor, for who wants to keep some of it.
let taken = null
const clicks = EditorView.domEventHandlers({
  mousedown (event, view) {
    const { main } = view.state.selection
    taken = main.empty ? null : `${main.from} ${main.to}`
    return false
  },
  click (event, view) {
    const { main } = view.state.selection
    const node = main.empty && guidanceAt(view.state, main.head)
    if (!node || taken === `${node.from} ${node.to}`) return false
    view.dispatch({ selection: { anchor: node.from, head: node.to } })
    return true
  }
})

export const guidance = [marked, clicks]
