// Where the parts of a text stand that people commented on, as the text changes under them. What is edited inside stays
// commented on. What is taken out is gone, until its words stand again where they were, or once in the whole text: so
// the server finds them too when the text is saved.

// parts: { from, to, words, gone }, where gone ones stand nowhere, but were from `from` to `to`. changes: a ChangeDesc.
// was, now: give the text before and after. Gives the parts as they stand after.
export function followed (parts, changes, was, now) {
  return parts.map((part) => follow(part, changes, was, now))
}

function follow (part, changes, was, now) {
  const around = { from: changes.mapPos(part.from, -1), to: changes.mapPos(part.to, 1) }
  if (!part.gone && !changes.touchesRange(part.from, part.to)) return { ...part, ...around }
  const again = only(now(), part.words, around.from, around.to)
  if (again) return { ...part, ...again, gone: false }
  const left = !part.gone && whatIsLeft(part, changes, was)
  if (left) return { ...part, ...left }
  const words = part.gone ? part.words : lastWords(part, was())
  const there = only(now(), words, around.from, around.to) || only(now(), words)
  return { ...part, ...around, words, gone: !there, ...there }
}

// From the first to the last of the words that stay, with what was written between them; null where only spaces do.
function whatIsLeft (part, changes, was) {
  let left = null
  changes.iterGaps((at, now, length) => {
    const [first, last] = [Math.max(at, part.from), Math.min(at + length, part.to)]
    if (was().slice(first, Math.max(first, last)).trim()) left = { from: left ? left.from : now + first - at, to: now + last - at }
  })
  return left
}

// What would bring a part back: the words that are taken out now, unless most were taken out before.
function lastWords ({ from, to, words }, text) {
  return (to - from) * 2 < words.length ? words : text.slice(from, to)
}

// Where the words stand between two places, if they stand there once, cutting no word.
function only (text, words, from = 0, to = text.length) {
  let found = null
  for (let at = text.indexOf(words, from); at >= 0 && at + words.length <= to; at = text.indexOf(words, at + 1)) {
    const end = at + words.length
    if (cutsWord(text, at) || cutsWord(text, end)) continue
    if (found) return null
    found = { from: at, to: end }
  }
  return found
}

const cutsWord = (text, at) => isLetter(text.charAt(at - 1)) && isLetter(text.charAt(at))

const isLetter = (sign) => /[0-9_]/.test(sign) || sign.toLowerCase() !== sign.toUpperCase()
