// What this browser keeps of forms that were not sent: an entry for each open form, under its writer and its key.
// Everything may fail here (no room, storage switched off): then nothing is kept, and the caller is told.

const PREFIX = 'ps-unsent:'
const LIFE = 90 * 24 * 60 * 60 * 1000

export function put (entry) {
  for (;;) {
    try {
      localStorage.setItem(`${PREFIX}${entry.writer}:${entry.key}`, JSON.stringify(entry))
      return true
    } catch {
      if (!makeRoom(entry)) return false
    }
  }
}

// The entries of one writer for forms at `places`, whatever these ask for besides, the newest first.
export function entries (writer, places) {
  const path = (place) => place.split('?')[0]
  const paths = places.map(path)
  const found = all().filter((each) => each.writer === writer && paths.includes(path(each.place)))
  return found.sort((one, other) => other.at - one.at)
}

// Forget a form by its key, or all of a writer who has signed out.
export function drop (ended) {
  for (const each of all()) {
    if (each.key === ended || each.writer === ended) remove(each)
  }
}

function all () {
  const found = []
  try {
    for (const name of Object.keys(localStorage).filter((each) => each.startsWith(PREFIX))) {
      const entry = JSON.parse(localStorage.getItem(name))
      if (Date.now() - entry.at < LIFE) found.push(entry)
      else localStorage.removeItem(name)
    }
  } catch {
    // Another page changed it at this moment, or nothing may be kept here.
  }
  return found
}

// Lets one entry go for a newer: first those the server has, the oldest of them; whether there was one.
function makeRoom (newer) {
  const others = all().filter((each) => each.key !== newer.key)
  others.sort((one, other) => other.acknowledged - one.acknowledged || one.at - other.at)
  if (others.length) remove(others[0])
  return others.length > 0
}

function remove (entry) {
  localStorage.removeItem(`${PREFIX}${entry.writer}:${entry.key}`)
}
