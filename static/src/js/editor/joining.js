// Where others can write the text at the same time, the editor joins their room; it works without one too.

const LONGEST = 3000

const loaded = new Promise((resolve) => {
  if (document.readyState === 'complete') resolve()
  else window.addEventListener('pageshow', resolve, { once: true })
})

export function roomOf (root, box) {
  const part = root.querySelector('[data-live]')
  // A box that is filled with words of an earlier day, or by the browser, is another text than the shared one. Its words
  // come into the shared one by being saved, where the server can compare them.
  let fits = loaded.then(() => box.value === box.defaultValue)
  let live = null
  let asked = 0

  function leave () {
    asked += 1
    const over = live?.leave()
    live = null
    return over
  }

  // The editor stays open, and what it holds goes on from a revision.
  async function goOnAlone (writer, state) {
    const over = leave()
    say(state)
    if (over) await settle(box, part, over)
    writer.take(box.value)
  }

  function say (state) {
    for (const each of part.querySelectorAll('[data-live-status], [data-live-told]')) each.textContent = sentence(state)
    part.querySelector('[data-live-status]').dataset.state = state
    part.hidden = false
  }

  const sentence = (state) => part.dataset[`say${state[0].toUpperCase()}${state.slice(1)}`]

  if (part) {
    box.addEventListener('ps-filled', () => {
      leave()
      fits = false
      say('kept')
    }, true)
  }

  return {
    isIn: () => Boolean(live),

    async join (writer, travel) {
      if (!part || live) return
      const now = asked += 1
      if (!await fits) return say('kept')
      const { writeTogether } = await import(part.dataset.file)
      if (now === asked) live = writeTogether({ writer, box, part, travel, alone: (state) => goOnAlone(writer, state) })
    },

    // Whoever goes on alone goes on from a revision of what all wrote so far, where the server can make one.
    leave () {
      const over = leave()
      if (over) settle(box, part, over)
    }
  }
}

// `over` brings what was written here into the text of the revision.
async function settle (box, part, over) {
  const { form } = box
  const sent = new FormData()
  sent.set('csrf_token', form.elements.csrf_token.value)
  const asking = new AbortController()
  const timer = setTimeout(() => asking.abort(), LONGEST)
  box.readOnly = true
  try {
    const reply = await fetch(part.dataset.keep, { method: 'POST', body: sent, signal: asking.signal, redirect: 'error' })
    const { number, text } = reply.ok ? await reply.json() : {}
    if (number) {
      form.elements.base_number.value = number
      box.value = over(text)
      box.defaultValue = text
      box.dispatchEvent(new Event(box.value === text ? 'ps-changed' : 'input', { bubbles: true }))
    }
  } catch {
    // What stands in the box is merged when it is saved, as ever.
  }
  clearTimeout(timer)
  box.readOnly = false
}
