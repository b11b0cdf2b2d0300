// Where others are in the text: a line with their name and hat, and what they have selected. Classes, not styles, give
// the colours. To who hears the page they are not part of the text: the list of who is here names them.

import { Annotation, RangeSet } from '@codemirror/state'
import { Decoration, ViewPlugin, WidgetType } from '@codemirror/view'
import {
  createAbsolutePositionFromRelativePosition, createRelativePositionFromJSON, createRelativePositionFromTypeIndex
} from 'yjs'

import { colourOf, nameOf } from './people.js'

const OFTEN = 100
const moved = Annotation.define()

export function carets (room) {
  return ViewPlugin.define((view) => new Carets(view, room), { decorations: (plugin) => plugin.decorations })
}

class Carets {
  constructor (view, room) {
    Object.assign(this, { view, room, told: 'null', waiting: 0, decorations: RangeSet.empty })
    this.listen = ({ added, updated, removed }) => {
      const others = [...added, ...updated, ...removed].some((each) => each !== room.doc.clientID)
      if (others) view.dispatch({ annotations: moved.of(true) })
    }
    room.awareness.on('change', this.listen)
    this.draw(view.state)
  }

  update (update) {
    if (update.docChanged || update.selectionSet || update.focusChanged) this.tellSoon()
    if (update.docChanged || update.transactions.some((each) => each.annotation(moved))) this.draw(update.state)
    if (this.decorations.size) this.turnNames()
  }

  destroy () {
    clearTimeout(this.waiting)
    this.room.awareness.off('change', this.listen)
  }

  tellSoon () {
    this.waiting ||= setTimeout(() => {
      this.waiting = 0
      this.tell()
    }, OFTEN)
  }

  tell () {
    const { anchor, head } = this.view.state.selection.main
    const place = (at) => createRelativePositionFromTypeIndex(this.room.text, at)
    const cursor = this.view.hasFocus ? { anchor: place(anchor), head: place(head) } : null
    const said = JSON.stringify(cursor)
    if (said === this.told) return
    this.told = said
    this.room.awareness.setLocalStateField('cursor', cursor)
  }

  draw (state) {
    const ranges = []
    for (const [client, other] of this.room.awareness.getStates()) {
      if (client === this.room.doc.clientID || !other.user || !other.cursor) continue
      const [anchor, head] = [this.find(other.cursor.anchor, state), this.find(other.cursor.head, state)]
      if (anchor === null || head === null) continue
      const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)]
      const colour = colourOf(other.user, client)
      if (from < to) ranges.push(Decoration.mark({ class: `ps-others ps-others--${colour}` }).range(from, to))
      const widget = new Caret(nameOf(other.user), colour)
      ranges.push(Decoration.widget({ side: head > anchor ? -1 : 1, block: false, widget }).range(head))
    }
    this.decorations = Decoration.set(ranges, true)
  }

  // A name in the right half of the text stands to the left of its caret, so that it is not cut off.
  turnNames () {
    this.view.requestMeasure({
      key: this,
      read: ({ contentDOM }) => {
        const { left, width } = contentDOM.getBoundingClientRect()
        return [...contentDOM.querySelectorAll('.ps-caret')].map((each) => [each, each.getBoundingClientRect().left > left + width / 2])
      },
      write: (found) => {
        for (const [each, isRight] of found) each.classList.toggle('ps-caret--right', isRight)
      }
    })
  }

  find (place, state) {
    try {
      const found = createAbsolutePositionFromRelativePosition(createRelativePositionFromJSON(place), this.room.doc)
      return found && found.type === this.room.text ? Math.min(found.index, state.doc.length) : null
    } catch {
      return null
    }
  }
}

class Caret extends WidgetType {
  constructor (name, colour) {
    super()
    Object.assign(this, { name, colour })
  }

  eq (other) {
    return other.name === this.name && other.colour === this.colour
  }

  toDOM () {
    const caret = document.createElement('span')
    caret.className = `ps-caret ps-caret--${this.colour}`
    caret.setAttribute('aria-hidden', 'true')
    caret.dataset.name = this.name
    return caret
  }

  ignoreEvent () {
    return true
  }
}
