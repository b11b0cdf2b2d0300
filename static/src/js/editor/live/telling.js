// The list of who has an editor open (presence.js) need not say again who is in the room.

export function tellOfPeople (part, people) {
  const event = new CustomEvent('ps-in-room', { detail: people.map((each) => each.name) })
  part.ownerDocument.dispatchEvent(event)
}
