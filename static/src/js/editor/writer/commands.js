// What the tools and the shortcuts do. Each is a command of CodeMirror: given the view, it changes the text or says no.

import { indentLess, indentMore, moveLineDown, moveLineUp } from '@codemirror/commands'
import { deleteMarkupBackward } from '@codemirror/lang-markdown'

import { toggleHeading, toggleList, toggleQuote } from './blocks.js'
import { insertLink, insertTable } from './inserting.js'
import { beginLine, beginParagraph, continueMarkup } from './lines.js'
import { toggleMark } from './marks.js'
import { back, forth } from './travelling.js'

export function commands (words) {
  return {
    bold: toggleMark('**', 'StrongEmphasis'),
    italic: toggleMark('*', 'Emphasis'),
    heading: toggleHeading(2),
    subheading: toggleHeading(3),
    bullets: toggleList('bullets'),
    numbers: toggleList('numbers'),
    quote: toggleQuote,
    link: insertLink(words.sayLink),
    table: insertTable(words.sayColumn),
    undo: back,
    redo: forth
  }
}

// Tab is not among them: it leaves the editor.
export function keys (words) {
  const run = commands(words)
  return [
    { key: 'Mod-b', run: run.bold },
    { key: 'Mod-i', run: run.italic },
    { key: 'Mod-k', run: run.link },
    { key: 'Mod-Alt-2', run: run.heading },
    { key: 'Mod-Alt-3', run: run.subheading },
    { key: 'Mod-Shift-8', run: run.bullets },
    { key: 'Mod-Shift-7', run: run.numbers },
    { key: 'Mod-Shift-9', run: run.quote },
    { key: 'Mod-]', run: indentMore },
    { key: 'Mod-[', run: indentLess },
    { key: 'Alt-ArrowUp', run: moveLineUp },
    { key: 'Alt-ArrowDown', run: moveLineDown },
    { key: 'Shift-Enter', run: beginLine },
    { key: 'Enter', run: continueMarkup },
    { key: 'Enter', run: beginParagraph },
    { key: 'Backspace', run: deleteMarkupBackward }
  ]
}
