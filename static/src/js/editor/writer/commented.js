// What people commented on is marked while it is edited, and followed whoever changes the text. To who hears the page
// the marks are not part of the text, and nothing of them is read out: below the editor stands a list with the same links.

import { StateField } from '@codemirror/state'
import { Decoration, EditorView, ViewPlugin, WidgetType } from '@codemirror/view'

import { changesOfWords } from './comparing.js'
import { followed } from './standing.js'

const mark = Decoration.mark({ class: 'ps-marked' })

// place: the list below the editor, which says where each part stands in the text that the page began with.
export function commented (place, box) {
  const text = place.querySelector('[data-base]')?.textContent ?? box.defaultValue
  const parts = partsIn(place, text)
  const field = StateField.define({
    create ({ doc }) {
      const shown = doc.toString()
      return drawn(followed(parts, changesOfWords(text, shown), () => text, () => shown), doc)
    },
    update: (drawing, { docChanged, changes, startState, newDoc }) => docChanged
      ? drawn(followed(drawing.parts, changes, once(startState.doc), once(newDoc)), newDoc)
      : drawing,
    provide: (field) => EditorView.decorations.from(field, ({ marks }) => marks)
  })
  const telling = ViewPlugin.define(({ state }) => {
    const tell = (now) => tellOfGone(place, now.field(field).parts)
    tell(state)
    return { update: (update) => { if (update.docChanged) tell(update.state) } }
  })
  return [field, telling]
}

function partsIn (place, text) {
  const items = [...place.querySelectorAll('[data-from]')]
  return items.map((item) => {
    const [from, to, count] = ['from', 'to', 'count'].map((name) => Number(item.dataset[name]))
    const block = items.indexOf(item.parentElement.closest('[data-from]'))
    return { from, to, count, block, words: text.slice(from, to), short: item.dataset.short, href: item.querySelector('a').href }
  })
}

// A long text is put together only where it is asked for, and then once.
function once (doc) {
  let text
  return () => (text ??= doc.toString())
}

// A block has a link at the end of its first line, a passage is marked.
function drawn (parts, doc) {
  const ranges = parts.filter(({ gone }) => !gone).map(({ from, to, block, short, href }) => block < 0
    ? Decoration.widget({ side: 1, widget: new Note(short, href) }).range(doc.lineAt(from).to)
    : mark.range(from, to))
  return { parts, marks: Decoration.set(ranges, true) }
}

// The comments on a block count those on passages of it.
function tellOfGone (place, parts) {
  const said = place.querySelector('[data-gone]')
  const gone = parts.filter((part) => part.gone && !parts[part.block]?.gone)
  const count = gone.reduce((sum, part) => sum + part.count, 0)
  said.hidden = !count
  said.textContent = count ? sentenceOf(place, count).replace('{count}', count) : ''
}

function sentenceOf (place, count) {
  const form = new Intl.PluralRules(place.closest('[lang]').lang).select(count)
  return place.getAttribute(`data-gone-${form}`) || place.getAttribute('data-gone-other')
}

class Note extends WidgetType {
  constructor (short, href) {
    super()
    Object.assign(this, { short, href })
  }

  eq (other) {
    return other.short === this.short && other.href === this.href
  }

  toDOM () {
    const link = document.createElement('a')
    Object.assign(link, { className: 'ps-note', href: this.href, target: '_blank', rel: 'noopener', tabIndex: -1, textContent: this.short })
    link.setAttribute('aria-hidden', 'true')
    return link
  }

  ignoreEvent () {
    return true
  }
}
