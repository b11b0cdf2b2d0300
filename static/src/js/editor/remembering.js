// What this browser remembers of how somebody likes to write. Where it may remember nothing, nothing is remembered.

const PREFIX = 'policyspace.'

export function recall (name) {
  try {
    return window.localStorage.getItem(PREFIX + name)
  } catch {
    return null
  }
}

export function remember (name, value) {
  try {
    window.localStorage.setItem(PREFIX + name, value)
  } catch {
    // Storage is full or forbidden: the choice holds for this page.
  }
}
