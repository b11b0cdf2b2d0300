// The editor itself: CodeMirror over the text box. The box stays the field of the form and holds every change at once.

import { history, historyKeymap, isolateHistory, standardKeymap } from '@codemirror/commands'
import { pasteURLAsLink } from '@codemirror/lang-markdown'
import { indentUnit } from '@codemirror/language'
import { Annotation, Compartment, EditorState, Transaction } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'

import { setApart } from '../pasting/box.js'
import { keys } from './commands.js'
import { commented } from './commented.js'
import { changesOfWords } from './comparing.js'
import { finding } from './finding.js'
import { guidance } from './guidance.js'
import { markdown } from './language.js'
import { writeShortcuts } from './shortcuts.js'
import { startTools } from './tools.js'
import { travelKeys } from './travelling.js'

const fromBox = Annotation.define()
const alone = history()

// options: box, place (where the editor goes), frame (around it and its tools), nonce, words, notice, convert, comments
// (the list of what people commented on, or null).
export function openWriter (options) {
  const { box, place, frame, nonce, words, notice, comments } = options
  const timeline = new Compartment()
  let told = byUs
  const view = new EditorView({
    parent: place,
    state: EditorState.create({
      doc: box.value,
      extensions: [
        nonce ? EditorView.cspNonce.of(nonce) : [],
        keymap.of([...keys(words), ...travelKeys, ...historyKeymap, ...standardKeymap]),
        timeline.of(alone),
        indentUnit.of('    '),
        markdown,
        guidance,
        comments ? commented(comments, box) : [],
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
    const event = update.docChanged && told(update)
    if (event) {
      box.value = update.state.doc.toString()
      box.dispatchEvent(new Event(event, { bubbles: true }))
      const did = update.transactions.map((each) => each.annotation(Transaction.userEvent))
      if (did.some(Boolean) && !did.includes('input.paste')) notice.clear()
    }
    if (update.docChanged || update.selectionSet) tools.match()
  }

  // Those who listen for `input` hear of each change once, from the field itself.
  view.contentDOM.addEventListener('input', (event) => event.stopPropagation())
  writeShortcuts(frame.parentElement)
  tools.match()
  tellWhereItIs(view, box)
  return {
    view,
    focus: () => view.focus(),
    // Others write too: `extensions` take the place of the history, and `heard` tells of a change by which event the
    // box makes it known. Without them one writes alone again.
    together (extensions = alone, heard = byUs) {
      told = heard
      view.dispatch({ effects: timeline.reconfigure(extensions) })
    },
    selection: () => [view.state.selection.main.from, view.state.selection.main.to],
    select: (from, to) => view.dispatch({ selection: { anchor: from, head: Math.min(to, view.state.doc.length) }, scrollIntoView: true }),
    // What the box holds becomes the text, by a change of as few letters as will do, which can be undone.
    take (text) {
      const changes = changesOfWords(view.state.doc.toString(), text)
      if (!changes.empty) view.dispatch({ changes, annotations: [fromBox.of(true), isolateHistory.of('full')] })
    }
  }
}

// Those who listen to the box hear of what was written, not of what came out of the box.
function byUs (update) {
  return update.transactions.some((each) => !each.annotation(fromBox)) && 'input'
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
