// What somebody typed before the shared text was there is brought into it. Nothing typed is dropped; where others changed
// the same line, it stands beside their words.

import { changesBetween } from '../writer/comparing.js'

// `live` with them.
export function brought (base, mine, live) {
  let [whole, at] = ['', 0]
  for (const { from, to, insert } of broughtOver(base, mine, live)) {
    whole += live.slice(at, from) + insert
    at = to
  }
  return whole + live.slice(at)
}

// The changes, of places in `live`, by which what made `mine` of `base` is made in it too. Rising, apart.
export function broughtOver (base, mine, live) {
  const own = changesBetween(base, mine).map(changesBetween(base, live))
  const found = []
  own.iterChanges((from, to, _fromB, _toB, inserted) => found.push({ from, to, insert: inserted.toString() }))
  return found
}
