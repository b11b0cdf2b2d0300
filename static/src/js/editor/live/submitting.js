// Saving what is written together: the form is sent as ever, but with a word that the server has all of it already. Then
// it makes a revision of the shared text, and need not merge words that others are typing at this moment.

const LONGEST = 3000

export function submitter (form, room, isJoined) {
  let waited = false

  function mark () {
    const field = form.elements.live || form.appendChild(Object.assign(document.createElement('input'), { type: 'hidden', name: 'live' }))
    field.value = room.isSaved() ? form.querySelector('[data-live]').dataset.live : ''
  }

  async function send (event) {
    if (!isJoined() || event.submitter?.name === 'preview') return
    if (room.isSaved() || !room.isHere() || waited) {
      waited = false
      return mark()
    }
    event.preventDefault()
    const until = Date.now() + LONGEST
    while (!room.isSaved() && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50))
    waited = true
    form.requestSubmit(event.submitter)
  }

  form.addEventListener('submit', send)
  return () => {
    form.removeEventListener('submit', send)
    form.elements.live?.remove()
  }
}
