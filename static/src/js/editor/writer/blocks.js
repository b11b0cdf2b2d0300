// Headings, lists and quotes: signs at the beginning of lines, with the empty lines that this Markdown wants around them.

import { EditorSelection } from '@codemirror/state'

const HEADING = /^#{1,6}\s+/
const ITEM = /^(\s*)([-*+]|\d+[.)])\s+/
const QUOTE = /^>\s?/

export function toggleHeading (level) {
  const sign = `${'#'.repeat(level)} `
  return (view) => change(view, (lines) => {
    const told = lines.filter((line) => line.trim())
    const off = told.length > 0 && told.every((line) => line.startsWith(sign))
    const bare = (line) => line.replace(QUOTE, '').replace(ITEM, '').replace(HEADING, '')
    return lines.map((line) => line.trim() || lines.length === 1 ? (off ? '' : sign) + bare(line) : line)
  })
}

export function toggleList (kind) {
  const wanted = kind === 'numbers' ? /^\s*\d+[.)]\s+/ : /^\s*[-*+]\s+/
  return (view) => change(view, (lines) => {
    const told = lines.filter((line) => line.trim())
    if (told.length && told.every((line) => wanted.test(line))) return lines.map((line) => line.replace(ITEM, '$1'))
    let number = 0
    return (told.length ? told : ['']).map((line) => {
      const indent = /^\s*/.exec(line)[0]
      const words = line.replace(ITEM, '').replace(HEADING, '').trimStart()
      return `${indent}${kind === 'numbers' ? `${number += 1}. ` : '- '}${words}`
    })
  }, ITEM)
}

export function toggleQuote (view) {
  return change(view, (lines) => {
    const off = lines.filter((line) => line.trim()).every((line) => QUOTE.test(line)) && lines.some((line) => QUOTE.test(line))
    return lines.map((line) => off ? line.replace(QUOTE, '') : line.trim() || lines.length === 1 ? `> ${line}` : '>')
  }, QUOTE)
}

// Gives `act` the lines of the selection and puts in their place what it gives back. `kin` are signs of lines that need
// no empty line between themselves and these.
function change ({ state, dispatch }, act, kin = null) {
  const { main } = state.selection
  const [first, last] = [state.doc.lineAt(main.from), state.doc.lineAt(main.to)]
  const old = state.sliceDoc(first.from, last.to)
  const lines = act(old.split('\n'))
  const apart = (number) => {
    if (number < 1 || number > state.doc.lines || !/^(#|>|\s*[-*+] |\s*\d+\. )/.test(lines[0])) return ''
    const { text } = state.doc.line(number)
    return text.trim() && !(kin && kin.test(text)) ? '\n' : ''
  }
  const head = apart(first.number - 1)
  const insert = head + lines.join('\n') + apart(last.number + 1)
  const start = first.from + head.length
  const end = start + lines.join('\n').length
  // An empty selection stays at its letter, counted from the end of its line, which the sign does not move.
  const selection = main.empty
    ? EditorSelection.cursor(Math.max(start, end - (last.to - main.head)))
    : EditorSelection.range(start, end)
  dispatch(state.update({ changes: { from: first.from, to: last.to, insert }, selection, scrollIntoView: true, userEvent: 'input' }))
  return true
}
