// Bold and italic: put around words, line by line, and taken off again.

import { EditorSelection } from '@codemirror/state'

import { around } from './describing.js'

// What stands before the words of a line and is not to be emphasised: signs of headings, quotes and items.
const BEFORE = /^(\s*(?:>\s?)*(?:#{1,6}\s+|[-*+]\s+|\d+[.)]\s+)?)/

export function toggleMark (sign, name) {
  return ({ state, dispatch }) => {
    const change = state.changeByRange((range) => {
      const word = range.empty ? state.wordAt(range.head) : range
      const [from, to] = word ? [word.from, word.to] : [range.from, range.to]
      const inside = around(state, name, from, to)
      if (inside) return takeOff(inside, range, sign.length)
      if (!word) return takeEmptyOff(state, range, sign) || putEmpty(range, sign)
      return putAround(state, range, from, to, sign)
    })
    dispatch(state.update(change, { scrollIntoView: true, userEvent: 'input' }))
    return true
  }
}

function takeOff (node, range, length) {
  const shift = (at) => at - (at > node.from ? Math.min(length, at - node.from) : 0) -
    (at > node.to - length ? at - (node.to - length) : 0)
  return {
    changes: [{ from: node.from, to: node.from + length }, { from: node.to - length, to: node.to }],
    range: EditorSelection.range(shift(range.anchor), shift(range.head))
  }
}

function putEmpty (range, sign) {
  return { changes: { from: range.from, insert: sign + sign }, range: EditorSelection.cursor(range.from + sign.length) }
}

// The same tool pressed twice leaves nothing behind.
function takeEmptyOff (state, range, sign) {
  const [from, to] = [range.from - sign.length, range.from + sign.length]
  if (from < 0 || state.sliceDoc(from, to) !== sign + sign || state.sliceDoc(from - 1, from) === sign[0]) return null
  return { changes: { from, to }, range: EditorSelection.cursor(from) }
}

function putAround (state, range, from, to, sign) {
  const changes = []
  for (let line = state.doc.lineAt(from); ; line = state.doc.line(line.number + 1)) {
    const start = Math.max(from, line.from + BEFORE.exec(line.text)[0].length)
    const end = Math.min(to, line.to)
    const words = start < end ? state.sliceDoc(start, end) : ''
    if (words.trim()) {
      changes.push({ from: start + words.search(/\S/), insert: sign })
      changes.push({ from: end - /\s*$/.exec(words)[0].length, insert: sign })
    }
    if (line.to >= to) break
  }
  const made = state.changes(changes)
  const [inner, outer] = [made.mapPos(from, 1), made.mapPos(to, -1)]
  if (range.empty) return { changes: made, range: EditorSelection.cursor(made.mapPos(range.head, 1)) }
  return { changes: made, range: range.anchor <= range.head ? EditorSelection.range(inner, outer) : EditorSelection.range(outer, inner) }
}
