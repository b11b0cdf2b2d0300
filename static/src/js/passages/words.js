// The words of a block as they are counted on the server: without what a page puts beside them.

const ASIDE = '.ps-note, [role="doc-backlink"]'
const PARTS = 'p, li, td, th, dt, dd, pre, blockquote, h2, h3, h4, h5, h6'
// As drafting/rules/words.py has them: a passage begins and ends beside one of these, or beside a sign that is a word.
const BREAK = /[\s!-/:-@[-`{-~\u00a1\u00a7\u00ab\u00b6\u00b7\u00bb\u00bf\u2010-\u2027\u2030-\u205e\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/

const MOST_BEFORE = 200
export const MOST_QUOTED = 1000

// One text of all text nodes in `text`, and where each begins in it; parts of a block (items, cells) are set apart.
export function read (text) {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT)
  const nodes = []
  let words = ''
  let part = null
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (node.parentElement.closest(ASIDE)) continue
    const own = node.parentElement.closest(PARTS)
    if (part && own !== part) words += '\n'
    part = own
    nodes.push({ node, start: words.length })
    words += node.data
  }
  return { nodes, words }
}

// From where to where `range` reaches in what was read, widened to whole words; null where it holds none.
export function whole ({ nodes, words }, range) {
  let start = -1
  let end = -1
  for (const { node, start: at } of nodes) {
    if (!range.intersectsNode(node)) continue
    const from = node === range.startContainer ? range.startOffset : 0
    const to = node === range.endContainer ? range.endOffset : node.length
    if (from >= to) continue
    if (start < 0) start = at + from
    end = at + to
  }
  while (start < end && /\s/.test(words[start])) start += 1
  while (end > start && /\s/.test(words[end - 1])) end -= 1
  if (start < 0 || start >= end) return null
  while (start > 0 && !BREAK.test(words[start]) && !BREAK.test(words[start - 1])) start -= 1
  while (end < words.length && !BREAK.test(words[end - 1]) && !BREAK.test(words[end])) end += 1
  return [start, end]
}

// Each word of what was read: from where to where, without the marks beside it.
export function wordsOf ({ words }) {
  const found = []
  for (const { 0: word, index } of words.matchAll(/\S+/g)) {
    let [start, end] = [0, word.length]
    while (start < end && BREAK.test(word[start])) start += 1
    while (end > start && BREAK.test(word[end - 1])) end -= 1
    if (start < end) found.push([index + start, index + end])
  }
  return found
}

// The place in the page of a place in what was read. `last`: of the end of a passage.
export function placeOf ({ nodes }, at, last = false) {
  const found = nodes.filter(({ start }) => last ? start < at : start <= at).pop() || nodes[0]
  return [found.node, Math.min(at - found.start, found.node.length)]
}

export function quoteOf ({ words }, [start, end]) {
  return { quote: words.slice(start, end), before: words.slice(Math.max(0, start - MOST_BEFORE), start) }
}
