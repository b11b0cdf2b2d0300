// A page on which a text is read while others write it. Nothing can be written on it, and the server takes nothing from it.

import { listPeople, othersIn } from './people.js'
import { enterRoom } from './room.js'
import { spokesman, stateOf } from './saying.js'

const PATIENCE = 6000

function watch (part) {
  const [status, told, list, place] = ['status', 'told', 'people', 'text'].map((name) => part.querySelector(`[data-live-${name}]`))
  const spoken = spokesman(status, told, part.dataset)
  let late = false
  const room = enterRoom(part.dataset.live, heard)
  setTimeout(() => { late = true; heard() }, PATIENCE)

  function heard () {
    const state = stateOf(room, late)
    spoken.say(['saved', 'saving', 'readonly'].includes(state) ? 'following' : state)
    if (room.state.everSynced && place.textContent !== room.text.toString()) place.textContent = room.text.toString()
    listPeople(list, room.isHere() ? othersIn(room) : [], part.dataset)
  }

  heard()
}

for (const each of document.querySelectorAll('[data-watch]')) watch(each)
