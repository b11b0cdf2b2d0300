// Signs that mean something in Markdown are kept as signs, and no more of them than must be: people read this text.

// Put before a sign that would begin a heading, a list or a quote only where it begins a line.
const AT_LINE = '\ue000'
const BEGINS_LINE = /^(\s*)([-+>](?=\s|$)|#{1,6}(?=\s)|\*(?=\s)|~~~|-{3,}\s*$|>)/
const BEGINS_NUMBER = /^(\s*\d{1,9})(?=\.(\s|$))/

export function markLineStart (words) {
  return words.replace(BEGINS_LINE, `$1${AT_LINE}$2`).replace(BEGINS_NUMBER, `$1${AT_LINE}`)
}

export function revealEscapes (text) {
  return text.split(AT_LINE).join('\\')
}

export function escapeInline (words) {
  return words
    .replace(/\\(?=[\\`*_{}[\]()#+\-.!|>])/g, '\\\\')
    .replace(/\*/g, (sign, at, all) => isSpace(all[at - 1]) && isSpace(all[at + 1]) ? sign : '\\*')
    .replace(/_/g, (sign, at, all) => isLetter(all[at - 1]) && isLetter(all[at + 1]) ? sign : '\\_')
    .replace(/`/g, '\\`')
    .replace(/\[(?=[^\]]*\]\s?[([:]|\^)/g, '\\[')
    .replace(/&(?=#?\w+;)/g, '&amp;')
}

function isLetter (sign) {
  return sign !== undefined && /[\p{L}\p{N}]/u.test(sign)
}

function isSpace (sign) {
  return sign !== undefined && /\s/.test(sign)
}
