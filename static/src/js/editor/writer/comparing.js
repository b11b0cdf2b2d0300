// How one text becomes another: line by line, or word by word, and without the letters that stay at either end.

import { ChangeSet } from '@codemirror/state'

const MOST_CELLS = 4e6

// Gives a ChangeSet.
export function changesBetween (old, text) {
  if (old === text) return ChangeSet.empty(old.length)
  return ChangeSet.of([...hunks(old.split('\n'), text.split('\n'))].map((each) => narrowed(old, each)), old.length)
}

// The same with less in it: of lines that differ, the words that do.
export function changesOfWords (old, text) {
  if (old === text) return ChangeSet.empty(old.length)
  const lines = [...hunks(old.split('\n'), text.split('\n'))]
  return ChangeSet.of(lines.flatMap((each) => [...words(old, each)]), old.length)
}

function * words (old, { from, to, insert }) {
  const [left, right] = [old.slice(from, to), insert].map((each) => each.match(/\S+\s*|\s+/g) || [])
  let [i, j, at] = [0, 0, from]
  for (const [k, m] of [...kept(left, right), [left.length, right.length]]) {
    const [gone, written] = [left.slice(i, k).join(''), right.slice(j, m).join('')]
    if (gone || written) yield narrowed(old, { from: at, to: at + gone.length, insert: written })
    at += gone.length + (left[k] || '').length
    ;[i, j] = [k + 1, m + 1]
  }
}

// Which lines of `old` (as places in the text) become which lines of `now`.
function * hunks (old, now) {
  let start = 0
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start += 1
  let end = 0
  while (end < Math.min(old.length, now.length) - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1
  const places = [0]
  for (const line of old) places.push(places[places.length - 1] + line.length + 1)
  const [left, right] = [old.slice(start, old.length - end), now.slice(start, now.length - end)]
  let [i, j] = [0, 0]
  for (const [k, m] of [...kept(left, right), [left.length, right.length]]) {
    if (k > i || m > j) yield hunk(places, old.length, start + i, start + k, right.slice(j, m))
    ;[i, j] = [k + 1, m + 1]
  }
}

// A line goes with the break behind it; at the end of the text there is none, so it goes with the one before it.
function hunk (places, count, first, last, lines) {
  const atEnd = last === count && first > 0
  const [from, to] = [places[first] - atEnd, Math.max(0, places[last] - (last === count ? 1 : 0))]
  const insert = atEnd ? lines.map((each) => `\n${each}`) : lines.map((each) => last === count ? each : `${each}\n`)
  return { from, to: Math.max(from, to), insert: last === count && !atEnd ? lines.join('\n') : insert.join('') }
}

// The pairs of equal lines that stand in both, in order: the most there are, or none where that would take too long.
function kept (left, right) {
  if (left.length * right.length > MOST_CELLS) return []
  const wide = right.length + 1
  const best = new Uint32Array((left.length + 1) * wide)
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      best[i * wide + j] = left[i] === right[j] ? best[(i + 1) * wide + j + 1] + 1 : Math.max(best[(i + 1) * wide + j], best[i * wide + j + 1])
    }
  }
  const pairs = []
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    if (left[i] === right[j]) pairs.push([i++, j++])
    else if (best[(i + 1) * wide + j] >= best[i * wide + j + 1]) i += 1
    else j += 1
  }
  return pairs
}

// Less the letters that stay at either end, so that a word typed at the end of a line is no change of the line.
function narrowed (old, { from, to, insert }) {
  const gone = old.slice(from, to)
  let start = 0
  while (start < Math.min(gone.length, insert.length) && gone[start] === insert[start]) start += 1
  let end = 0
  while (end < Math.min(gone.length, insert.length) - start && gone[gone.length - 1 - end] === insert[insert.length - 1 - end]) end += 1
  return { from: from + start, to: to - end, insert: insert.slice(start, insert.length - end) }
}
