// Lists as Word and Google write them, as lists. Word writes paragraphs that look like items, its web version a list
// for each item, Google lists inside lists; each tells the level of an item.

const MARK = /^[\s(]*(?:\d+\.)*(\d{1,4}|[a-z]{1,4})[.)]?\s*$/i

export function buildLists (body) {
  adoptLists(body)
  for (const each of body.querySelectorAll('div.ListContainerWrapper,div.OutlineElement')) each.replaceWith(...each.childNodes)
  gather(body, readParagraph)
  gather(body, readSingle)
  for (const each of body.querySelectorAll('[data-was-style*="mso-list" i]')) if (each.localName === 'span') each.replaceWith(...each.childNodes)
}

// A list that stands directly in a list belongs to the item before it.
function adoptLists (body) {
  for (const each of [...body.querySelectorAll('ul > ul,ul > ol,ol > ol,ol > ul')]) {
    const item = each.previousElementSibling
    if (item && item.localName === 'li') item.append(each)
    else each.replaceWith(...each.childNodes)
  }
}

// Runs of neighbours that `read` takes for items become one list.
function gather (body, read) {
  const seen = new Set()
  for (const first of [...body.querySelectorAll('p,ul,ol')]) {
    if (seen.has(first) || !first.isConnected) continue
    const items = []
    let last = first
    for (let at = first; at; at = at.nextElementSibling) {
      const item = read(at)
      if (!item) break
      seen.add(at)
      items.push(item)
      last = at
    }
    if (items.length) last.after(...nested(items))
    for (const { from } of items) from.remove()
  }
}

// {from, level, number (null for a bullet), nodes}
function readParagraph (element) {
  if (element.localName !== 'p') return null
  const found = /mso-list:\s*l\d+\s+level(\d+)/i.exec(element.dataset.wasStyle || '')
  if (!found) return null
  const sign = element.querySelector('[data-was-style*="mso-list:Ignore" i],[data-was-style*="mso-list: Ignore" i]')
  const words = sign ? sign.textContent.replace(/\u00a0/g, ' ') : ''
  const mark = /[.)]/.test(words) && MARK.exec(words)
  if (sign) sign.remove()
  return { from: element, level: Number(found[1]), number: mark ? ordinal(mark[1]) : null, nodes: [...element.childNodes] }
}

function readSingle (element) {
  if (!/^[uo]l$/.test(element.localName) || element.children.length !== 1) return null
  const item = element.firstElementChild
  const level = Number(item.dataset.ariaLevel)
  if (item.localName !== 'li' || !level) return null
  const number = element.localName === 'ol' ? Number(element.getAttribute('start') || 1) : null
  return { from: element, level, number, nodes: [...item.childNodes] }
}

function ordinal (mark) {
  return /^\d+$/.test(mark) ? Number(mark) : 1
}

// Lists from items with levels. A change of kind at one level begins another list.
function nested (items) {
  const made = []
  const open = []
  for (const { from, level, number, nodes } of items) {
    const page = from.ownerDocument
    while (open.length && open[open.length - 1].level > level) open.pop()
    const here = open[open.length - 1]
    if (here && here.level === level && here.numbered !== (number !== null)) open.pop()
    if (!open.length || open[open.length - 1].level < level) {
      const list = page.createElement(number === null ? 'ul' : 'ol')
      if (number > 1) list.setAttribute('start', number)
      const parent = open.length ? open[open.length - 1].list.lastElementChild : null
      if (parent) parent.append(list)
      else made.push(list)
      open.push({ list, level, numbered: number !== null })
    }
    const item = page.createElement('li')
    item.append(...nodes)
    open[open.length - 1].list.append(item)
  }
  return made
}
