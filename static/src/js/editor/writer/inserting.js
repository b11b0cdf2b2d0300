// Links and tables: put in with words that are selected, to be written over.

import { EditorSelection } from '@codemirror/state'

import { around } from './describing.js'

const ADDRESS = /^(https?:\/\/|www\.)\S+$/i
const START = 'https://'

export function insertLink (placeholder) {
  return ({ state, dispatch }) => {
    const { main } = state.selection
    const inside = around(state, 'Link', main.from, main.to)
    const url = inside && inside.getChild('URL')
    if (url) {
      dispatch(state.update({ selection: EditorSelection.range(url.from, url.to), scrollIntoView: true }))
      return true
    }
    const words = state.sliceDoc(main.from, main.to).trim()
    const isAddress = ADDRESS.test(words)
    const [shown, address] = isAddress ? [placeholder, words] : [words || placeholder, START]
    const at = main.from + (isAddress || !words ? 1 : shown.length + 3)
    const length = isAddress || !words ? shown.length : address.length
    dispatch(state.update({
      changes: { from: main.from, to: main.to, insert: `[${shown}](${address})` },
      selection: EditorSelection.range(at, at + length),
      scrollIntoView: true,
      userEvent: 'input'
    }))
    return true
  }
}

export function insertTable (column) {
  const [first, second] = [`${column} 1`, `${column} 2`]
  const rows = [`| ${first} | ${second} |`, '| --- | --- |', '|  |  |', '|  |  |'].join('\n')
  return ({ state, dispatch }) => {
    const line = state.doc.lineAt(state.selection.main.to)
    const empty = !line.text.trim()
    const above = line.number > 1 && empty && state.doc.line(line.number - 1).text.trim()
    const below = line.number < state.doc.lines && state.doc.line(line.number + 1).text.trim()
    const head = empty ? (above ? '\n' : '') : '\n\n'
    const from = line.to + head.length + 2
    dispatch(state.update({
      changes: { from: line.to, insert: head + rows + (below ? '\n' : '') },
      selection: EditorSelection.range(from, from + first.length),
      scrollIntoView: true,
      userEvent: 'input'
    }))
    return true
  }
}
