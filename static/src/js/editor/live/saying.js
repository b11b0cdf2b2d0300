// What the page says of the room. What is seen changes at once; what is read out waits until it has lasted a while, and
// passes over what comes and goes with each key.

const LASTED = { saving: 10000, saved: 2000 }
const OTHERWISE = 3000

export function stateOf (room, late) {
  const { closed, connected, everSynced, mayWrite } = room.state
  if (closed) return { 1009: 'long', 4403: 'refused', 4409: 'replaced' }[closed] || 'unavailable'
  if (!everSynced) return late ? 'unavailable' : 'joining'
  if (!connected || !room.isHere()) return 'offline'
  if (!mayWrite) return 'readonly'
  return room.isSaved() ? 'saved' : 'saving'
}

// status: seen. told: read out. words: data-say-… of the page.
export function spokesman (status, told, words) {
  let now = ''
  let last = 'saved'
  let timer = 0
  const sentence = (state) => words[`say${state[0].toUpperCase()}${state.slice(1)}`] || ''

  return {
    say (state, more = '') {
      const said = [sentence(state), more].filter(Boolean).join(' ')
      if (status.textContent !== said) status.textContent = said
      status.dataset.state = state
      if (state === now) return
      now = state
      clearTimeout(timer)
      if (state === last || state === 'joining') return
      timer = setTimeout(() => {
        last = state
        told.textContent = said
      }, LASTED[state] ?? OTHERWISE)
    },
    end () {
      clearTimeout(timer)
      status.textContent = told.textContent = ''
    }
  }
}
