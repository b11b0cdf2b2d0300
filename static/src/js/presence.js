// An open editor says every 20 seconds that it is still open, while its page is in front, and shows who else is
// writing. The line is a live region: it is read out when it changes, and it never takes the focus.

const EVERY = 20000

export function tellThatEditing (root) {
  const place = root.querySelector('[data-presence]')
  if (!place) return
  let shown = sentencesIn(place)
  let others = shown
  let inRoom = []

  function told () {
    const form = new FormData()
    form.set('csrf_token', root.querySelector('input[name=csrf_token]').value)
    form.set('section', place.dataset.section)
    return form
  }

  async function tell () {
    if (root.visibilityState !== 'visible') return
    try {
      const reply = await fetch(place.dataset.presence, { method: 'POST', body: told() })
      if (!reply.ok || reply.redirected) return
      others = (await reply.json()).here
      show()
    } catch {
      // Offline, or the server is away: whoever writes goes on writing, and is shown again once it is back.
    }
  }

  // Whoever writes in the same room is named there (ps-in-room); names stand isolated in the sentences.
  function show () {
    const here = others.filter((each) => !inRoom.some((name) => each.includes(`\u2068${name}\u2069`)))
    if (here.join('\n') === shown.join('\n')) return
    shown = here
    place.replaceChildren(...(here.length ? [list(root, here)] : []))
  }

  root.addEventListener('ps-in-room', ({ detail }) => {
    inRoom = detail
    show()
  })
  tell()
  setInterval(tell, EVERY)
  root.addEventListener('visibilitychange', tell)
  window.addEventListener('pageshow', (event) => { if (event.persisted) tell() })
  window.addEventListener('pagehide', () => { navigator.sendBeacon(place.dataset.left, told()) })
}

function sentencesIn (place) {
  return [...place.querySelectorAll('li')].map((line) => line.textContent)
}

function list (root, here) {
  const list = root.createElement('ul')
  list.className = 'ps-presence__list'
  for (const sentence of here) {
    const line = root.createElement('li')
    line.className = 'ps-presence__who'
    line.dir = 'auto'
    line.textContent = sentence
    list.append(line)
  }
  return list
}
