// Writing one text together, on top of the form: its text box holds the shared text as it holds what one writes alone.
// As long as the server acknowledges what is typed, nothing more is kept of it; as soon as it does not, the words are
// kept as those of every form are (keeping.js), and nothing waits for the connection to come back.

import { Compartment, EditorState } from '@codemirror/state'
import { yCollab, ySyncAnnotation } from 'y-codemirror.next'

import { carets } from './carets.js'
import { brought, broughtOver } from './merging.js'
import { listPeople, othersIn } from './people.js'
import { enterRoom } from './room.js'
import { spokesman, stateOf } from './saying.js'
import { submitter } from './submitting.js'
import { tellOfPeople } from './telling.js'

const PATIENCE = 6000
const SOON = 2000
// The server cannot take what this page sends: it is garbled, or too long.
const ALONE = [1007, 1009]
const CHANGED = ['ps-changed', 'ps-changed-by-others']

// writer: the editor. box: the field. part: where the page tells of the room, with its name and words. `alone(words)`: the
// server will not have us any more, for what `words` say; what is written here is saved as what one writes alone.
export function writeTogether ({ writer, box, part, travel, alone }) {
  const form = box.form
  const words = part.dataset
  const spoken = spokesman(part.querySelector('[data-live-status]'), part.querySelector('[data-live-told]'), words)
  const list = part.querySelector('[data-live-people]')
  const writable = new Compartment()
  let joined = false
  let late = false
  let held = false
  let holding = 0
  let left = false
  let shut = false
  const room = enterRoom(words.live, heard)
  const waiting = setTimeout(() => { late = true; heard() }, PATIENCE)
  const stopSubmitting = submitter(form, room, () => joined)

  function heard () {
    if (left) return
    if (!joined && room.isHere()) join()
    const state = stateOf(room, late)
    spoken.say(state, room.state.unsaved)
    part.hidden = false
    if (joined && ALONE.includes(room.state.closed)) alone(state)
    else if (joined) {
      tend(state)
      const others = room.isHere() ? othersIn(room) : []
      listPeople(list, others, words)
      tellOfPeople(part, others)
    }
  }

  function join () {
    const [base, mine, live] = [box.defaultValue, box.value, room.text.toString()]
    joined = true
    // What was typed alone so far may have been kept as every form's words are.
    held = mine !== base
    clearTimeout(waiting)
    if (held) {
      room.doc.transact(() => {
        for (const { from, to, insert } of broughtOver(base, mine, live).reverse()) {
          room.text.delete(from, to - from)
          room.text.insert(from, insert)
        }
      })
    }
    box.value = room.text.toString()
    writer.take(box.value)
    const { undoManager } = room
    writer.together([
      yCollab(room.text, null, { undoManager }),
      travel.of(travelsBy(undoManager, tellOfTravel)),
      carets(room),
      writable.of([])
    ], heardOfChange)
    settle()
  }

  // A change is told to those who show the text; to those who keep it only while the server does not.
  function heardOfChange (update) {
    const fromRoom = update.transactions.some((each) => each.annotation(ySyncAnnotation))
    return fromRoom ? 'ps-changed-by-others' : isTended() ? 'ps-changed' : 'input'
  }

  function tellOfTravel () {
    if (!isTended()) box.dispatchEvent(new Event('input', { bubbles: true }))
  }

  const isTended = () => room.isHere() && !room.state.closed && room.state.mayWrite && !held

  function tend (state) {
    const now = ['refused', 'replaced', 'readonly'].includes(state)
    if (now !== shut) writer.view.dispatch({ effects: writable.reconfigure(now ? onlyOthersWrite : []) })
    shut = now
    if (room.isSaved()) arrive()
    else if (room.state.dirty && !room.isHere()) hold()
    else if (room.state.dirty) holding ||= setTimeout(hold, SOON)
  }

  // The words are on the server's disk: nothing is left to be kept or sent.
  function arrive () {
    clearTimeout(holding)
    holding = 0
    room.state.dirty = false
    settle()
    if (held) form.dispatchEvent(new CustomEvent('ps-arrived', { detail: words.arrived }))
    held = false
  }

  function hold () {
    holding = 0
    if (held || left || !room.state.dirty || room.isSaved()) return
    held = true
    box.dispatchEvent(new Event('input', { bubbles: true }))
  }

  function settle () {
    if (room.isSaved() || !room.state.dirty) box.defaultValue = box.value
  }

  function leave () {
    if (left) return
    left = true
    clearTimeout(waiting)
    clearTimeout(holding)
    stopSubmitting()
    for (const name of CHANGED) box.removeEventListener(name, settle)
    window.removeEventListener('beforeunload', warn)
    writer.together()
    room.leave()
    spoken.end()
    listPeople(list, [], words)
    tellOfPeople(part, [])
    part.hidden = true
  }

  function warn (event) {
    if (!joined || !room.state.dirty || room.isSaved()) return
    event.preventDefault()
    event.returnValue = true
  }

  for (const name of CHANGED) box.addEventListener(name, settle)
  window.addEventListener('beforeunload', warn)
  heard()
  return {
    // Gives what brings the words that were written here, and are not in the shared text, into a later state of it.
    leave () {
      if (joined && !room.isSaved()) hold()
      const shared = room.shared()
      leave()
      return joined && ((text) => brought(shared, box.value, text))
    }
  }
}

function travelsBy (undoManager, told) {
  const by = (step) => () => {
    if (undoManager[step]()) told()
    return true
  }
  return {
    undo: by('undo'),
    redo: by('redo'),
    undoDepth: () => undoManager.undoStack.length,
    redoDepth: () => undoManager.redoStack.length
  }
}

// What comes from the room is let in; what would be written here is not.
const onlyOthersWrite = [
  EditorState.readOnly.of(true), EditorState.changeFilter.of((change) => Boolean(change.annotation(ySyncAnnotation)))
]
