// Footnotes of Word: a mark in the text and a paragraph at the end that lead to one another.

const MARK = /#_?(ftn|edn)(\d+)$/i
const BACK = /#_?(ftn|edn)ref(\d+)$/i

export function writeFootnotes (body) {
  const links = [...body.querySelectorAll('a[href]')]
  const keyOf = (link, pattern) => {
    const found = pattern.exec(link.getAttribute('href'))
    return found && found[1].toLowerCase() + found[2]
  }
  const told = new Set(links.map((link) => keyOf(link, BACK)).filter(Boolean))
  const names = new Map()
  for (const link of links) {
    const key = keyOf(link, MARK)
    if (!told.has(key)) continue
    if (!names.has(key)) names.set(key, names.size + 1)
    link.replaceWith(signed(body, `[^${names.get(key)}]`))
  }
  for (const link of links) {
    const name = names.get(keyOf(link, BACK))
    if (!name) continue
    const words = link.nextSibling
    if (words && words.nodeType === Node.TEXT_NODE) words.data = words.data.replace(/^[\s\u00a0]+/, '')
    link.replaceWith(signed(body, `[^${name}]: `))
  }
}

// An element whose words the conversion takes as they are.
function signed (body, words) {
  const made = body.ownerDocument.createElement('ps-sign')
  made.textContent = words
  return made
}
