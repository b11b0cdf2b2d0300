// What the words at the cursor are: the names of the tools that made them so.

import { syntaxTree } from '@codemirror/language'

const NAMES = {
  StrongEmphasis: 'bold',
  Emphasis: 'italic',
  ATXHeading2: 'heading',
  ATXHeading3: 'subheading',
  BulletList: 'bullets',
  OrderedList: 'numbers',
  Blockquote: 'quote'
}

export function described (state) {
  const { from, to } = state.selection.main
  const found = new Set()
  for (const side of from === to ? [1, -1] : [1]) {
    for (let node = syntaxTree(state).resolveInner(from, side); node; node = node.parent) {
      if (NAMES[node.name] && node.to >= to) found.add(NAMES[node.name])
    }
  }
  return found
}

// The element of this name around a selection, or null.
export function around (state, name, from, to) {
  for (const side of [1, -1]) {
    for (let node = syntaxTree(state).resolveInner(from, side); node; node = node.parent) {
      if (node.name === name && node.from <= from && node.to >= to) return node
    }
  }
  return null
}
