// The editor itself: CodeMirror over the text box. The box stays the field of the form and holds every change at once.

import { history, historyKeymap, isolateHistory, standardKeymap } from '@codemirror/commands'
import { pasteURLAsLink } from '@codemirror/lang-markdown'
import { indentUnit } from '@codemirror/language'
import { Annotation, EditorState, Transaction } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'

import { setApart } from '../pasting/box.js'
import { keys } from './commands.js'
import { finding } from './finding.js'
import { guidance } from './guidance.js'
import { markdown } from './language.js'
import { writeShortcuts } from './shortcuts.js'
import { startTools } from './tools.js'

const fromBox = Annotation.define()

// options: box, place (where the editor goes), frame (around it and its tools), nonce, words, notice, convert.
export function openWriter (options) {
  const { box, place, frame, nonce, words, notice } = options
  const view = new EditorView({
    parent: place,
    state: EditorState.create({
      doc: box.value,
      extensions: [
        nonce ? EditorView.cspNonce.of(nonce) : [],
        keymap.of([...keys(words), ...historyKeymap, ...standardKeymap]),
        history(),
        indentUnit.of('    '),
        markdown,
        guidance,
        finding(words),
        EditorView.lineWrapping,
        EditorView.perLineTextDirection.of(true),
        EditorView.contentAttributes.of(attributesOf(box, frame, words)),
        EditorView.updateListener.of(writeBack),
        pasteURLAsLink,
        EditorView.domEventHandlers({ paste: (event) => paste(event, options, view), beforeinput: writeOver }),
        EditorView.scrollMargins.of(() => ({ top: frame.firstElementChild.offsetHeight }))
      ]
    })
  })
  const tools = startTools(frame.querySelector('[data-tools]'), view, words)

  function writeBack (update) {
    if (update.docChanged) {
      const ours = update.transactions.some((each) => !each.annotation(fromBox))
      if (ours) {
        box.value = update.state.doc.toString()
        box.dispatchEvent(new Event('input', { bubbles: true }))
        if (!update.transactions.some((each) => each.isUserEvent('input.paste'))) notice.clear()
      }
    }
    if (update.docChanged || update.selectionSet) tools.match()
  }

  // Those who listen for `input` hear of each change once, from the field itself.
  view.contentDOM.addEventListener('input', (event) => event.stopPropagation())
  writeShortcuts(frame.parentElement)
  tools.match()
  tellWhereItIs(view, box)
  return {
    focus: () => view.focus(),
    selection: () => [view.state.selection.main.from, view.state.selection.main.to],
    select: (from, to) => view.dispatch({ selection: { anchor: from, head: Math.min(to, view.state.doc.length) }, scrollIntoView: true }),
    // What the box holds becomes the text, by a change of as few letters as will do, which can be undone.
    take (text) {
      const change = difference(view.state.doc.toString(), text)
      if (change) view.dispatch({ changes: change, annotations: [fromBox.of(true), isolateHistory.of('full')] })
    }
  }
}

function attributesOf (box, frame, words) {
  const help = document.createElement('span')
  help.id = `${box.id}-leaving`
  help.className = 'govuk-visually-hidden'
  help.textContent = words.sayHelp
  frame.append(help)
  return {
    'aria-labelledby': box.labels[0].id,
    'aria-describedby': [box.getAttribute('aria-describedby'), help.id].filter(Boolean).join(' '),
    lang: box.closest('[lang]').lang,
    dir: 'auto',
    tabindex: '0',
    spellcheck: 'true',
    autocorrect: 'on',
    autocapitalize: 'sentences',
    writingsuggestions: 'true'
  }
}

function difference (old, text) {
  if (old === text) return null
  let from = 0
  const most = Math.min(old.length, text.length)
  while (from < most && old[from] === text[from]) from += 1
  let same = 0
  while (same < most - from && old[old.length - 1 - same] === text[text.length - 1 - same]) same += 1
  return { from, to: old.length - same, insert: text.slice(from, text.length - same) }
}

function paste (event, { convert, notice }, view) {
  const pasted = convert(event.clipboardData)
  if (!pasted) return false
  event.preventDefault()
  const { from, to } = view.state.selection.main
  const doc = view.state.doc
  const text = setApart(pasted.text, doc.sliceString(0, from), doc.sliceString(to))
  put(view, from, to, text)
  notice.tell(pasted, pasted.plain === null ? null : () => {
    if (view.state.sliceDoc(from, from + text.length) !== text) return
    put(view, from, from + text.length, pasted.plain)
    view.focus()
  })
  return true
}

// The browser would give what is typed over styled words their style, written into the page, which the policy forbids.
function writeOver (event, view) {
  const { state } = view
  if (event.inputType !== 'insertText' || !event.data || event.isComposing || state.selection.main.empty) return false
  event.preventDefault()
  view.dispatch(state.update(state.replaceSelection(event.data), { scrollIntoView: true, userEvent: 'input.type' }))
  return true
}

function put (view, from, to, insert) {
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    scrollIntoView: true,
    annotations: [Transaction.userEvent.of('input.paste'), isolateHistory.of('full')]
  })
}

// Tells the preview which character stands at the top, when the text scrolls in its own frame.
function tellWhereItIs (view, box) {
  let waiting = false
  view.scrollDOM.addEventListener('scroll', () => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => {
      waiting = false
      const top = view.scrollDOM.getBoundingClientRect().top - view.documentTop
      const offset = view.lineBlockAtHeight(top).from
      box.dispatchEvent(new CustomEvent('ps-scrolled', { bubbles: true, detail: offset }))
    })
  })
}
