// Talking to the server about words that were not sent. Nothing here throws.

const PLAIN = { credentials: 'same-origin', headers: { Accept: 'application/json' } }

export async function keep (url, words, signal) {
  const body = new URLSearchParams()
  for (const [name, value] of words) if (typeof value === 'string') body.append(name, value)
  try {
    const reply = await fetch(url, { ...PLAIN, method: 'POST', body, signal })
    if (reply.ok) return { state: 'saved', ...await reply.json() }
    if (reply.status === 409) return { state: 'over' }
    if ([400, 401, 403].includes(reply.status)) return { state: 'refused' }
    if (reply.status === 413) return { state: 'large' }
    return { state: 'busy', wait: 1000 * Number(reply.headers.get('Retry-After')) }
  } catch {
    return { state: navigator.onLine ? 'busy' : 'offline' }
  }
}

// What was kept under the key in `words` has arrived by another way. It is told even when the page is left at once.
export async function end (url, words) {
  const body = new URLSearchParams()
  for (const name of ['csrf_token', 'idempotency_key']) body.append(name, words.get(name))
  try {
    await fetch(url, { ...PLAIN, method: 'POST', body, keepalive: true })
  } catch {
    // It is offered once more, and does no harm.
  }
}

// Who is signed in, by the mark that forms carry, and the token that forms need; null when nobody answers.
export const askReader = (url) => ask(url, 'reader')

// Which of the forms with these keys were sent or thrown away elsewhere.
export async function askEnded (url, keys) {
  const answer = await ask(url, `ended?${new URLSearchParams(keys.map((each) => ['key', each]))}`)
  return answer ? answer.ended : []
}

async function ask (url, what) {
  try {
    const reply = await fetch(`${new URL(url, location.href).pathname}/${what}`, PLAIN)
    return reply.ok ? await reply.json() : null
  } catch {
    return null
  }
}
