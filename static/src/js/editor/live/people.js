// Who is in the room, by name and hat, as the server says it: what a client says of itself is not believed.

export const nameOf = ({ name, hat }) => hat ? `${name} (${hat})` : name

export function colourOf (user, client) {
  const colour = Number.isInteger(user.colour) ? user.colour : client
  return ((colour % 8) + 8) % 8
}

// The others in the room, each once however many pages they have open.
export function othersIn (room) {
  const found = new Map()
  for (const [client, { user }] of room.awareness.getStates()) {
    if (!user || client === room.doc.clientID) continue
    const known = found.get(nameOf(user))
    const writes = user.writes !== false
    if (known) known.writes ||= writes
    else found.set(nameOf(user), { name: user.name, called: nameOf(user), colour: colourOf(user, client), writes })
  }
  return [...found.values()].sort((one, other) => one.called.localeCompare(other.called))
}

// A line for each of them, under what is said of them; written anew only where it differs.
export function listPeople (place, people, words) {
  const [said, list] = place.children
  const shown = JSON.stringify(people)
  if (place.dataset.shown === shown) return
  place.dataset.shown = shown
  place.hidden = people.length === 0
  said.textContent = words.sayHere
  list.replaceChildren(...people.map((each) => lineOf(list.ownerDocument, each, words)))
}

function lineOf (page, { called, colour, writes }, words) {
  const line = page.createElement('li')
  line.className = `ps-live__who ps-live__who--${colour}`
  const name = page.createElement('bdi')
  name.textContent = called
  line.append(name, writes ? '' : ` – ${words.sayReads}`)
  return line
}
