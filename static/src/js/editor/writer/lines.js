// The Enter key. In this Markdown a paragraph ends with an empty line; whoever writes prose means a new paragraph.

import { insertNewlineContinueMarkupCommand } from '@codemirror/lang-markdown'
import { syntaxTree } from '@codemirror/language'
import { EditorSelection } from '@codemirror/state'

export const continueMarkup = insertNewlineContinueMarkupCommand({ nonTightLists: false })

export function beginLine ({ state, dispatch }) {
  dispatch(state.update(state.replaceSelection('\n'), { scrollIntoView: true, userEvent: 'input' }))
  return true
}

export function beginParagraph ({ state, dispatch }) {
  const { main } = state.selection
  const line = state.doc.lineAt(main.from)
  if (!line.text.trim() || !isProse(state, main.from)) return false
  const rest = state.doc.lineAt(main.to)
  const after = /^\s*/.exec(rest.text.slice(main.to - rest.from))[0].length
  const before = /\s*$/.exec(line.text.slice(0, main.from - line.from))[0].length
  const from = main.from - before
  dispatch(state.update({
    changes: { from, to: main.to + after, insert: '\n\n' },
    selection: EditorSelection.cursor(from + 2),
    scrollIntoView: true,
    userEvent: 'input'
  }))
  return true
}

// A paragraph or a heading that stands in nothing else.
function isProse (state, at) {
  for (const side of [-1, 1]) {
    for (let node = syntaxTree(state).resolveInner(at, side); node; node = node.parent) {
      if (/^(Paragraph|ATXHeading\d)$/.test(node.name)) return node.parent.name === 'Document'
      if (/Code|List|Table|Blockquote|Link(Reference)?$/.test(node.name) && node.name !== 'Link' && node.name !== 'InlineCode') return false
    }
  }
  return false
}
