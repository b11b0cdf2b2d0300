// A copied piece of a page, a Word file or a Google document, cleared of all that is not words and their structure.

import { markLineStart } from './escaping.js'
import { writeFootnotes } from './footnotes.js'
import { buildLists } from './lists.js'

const GONE = 'script,style,meta,link,title,xml,noscript,template,iframe,object,embed,svg,math,video,audio,canvas,button,' +
  'select,textarea,input,[hidden],.MsoCommentReference,.MsoCommentText,[data-was-style*="mso-element:comment"],' +
  '[data-was-style*="mso-special-character:comment"],[data-was-style*="note-list"] > hr,del,.Apple-interchange-newline'
const BLOCKS = 'address,article,aside,blockquote,body,center,dd,div,dl,dt,figcaption,figure,footer,form,h1,h2,h3,h4,h5,h6,' +
  'header,hr,li,main,nav,ol,p,pre,section,table,tbody,td,tfoot,th,thead,tr,ul'
const HEADINGS = 'h1,h2,h3,h4,h5,h6'
const RAISED = Object.fromEntries([...'0123456789+-()n'].map((each, at) => [each, '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ'[at]]))
const LOWERED = Object.fromEntries([...'0123456789+-()'].map((each, at) => [each, '₀₁₂₃₄₅₆₇₈₉₊₋₍₎'[at]]))

// Changes `body` in place; says how many pictures were left out.
export function clean (body) {
  for (const each of body.querySelectorAll(GONE)) each.remove()
  dropUnseen(body)
  const pictures = dropPictures(body)
  writeFootnotes(body)
  nameHeadings(body)
  readLooks(body)
  buildLists(body)
  openLayoutTables(body)
  settleLinks(body)
  raise(body)
  settleInline(body)
  settleBlocks(body)
  placeHeadings(body)
  settleWords(body)
  return { pictures }
}

export function unwrap (element) {
  element.replaceWith(...element.childNodes)
}

export function rename (element, name) {
  const made = element.ownerDocument.createElement(name)
  made.append(...element.childNodes)
  element.replaceWith(made)
  return made
}

export function styleOf (element) {
  return (element.dataset.wasStyle || '').toLowerCase().replace(/\s+/g, '')
}

// Comments of the markup, drawings and fields of Word, what was hidden; tags of other name spaces keep their words.
function dropUnseen (body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT)
  const comments = []
  while (walker.nextNode()) comments.push(walker.currentNode)
  for (const each of comments) each.remove()
  for (const each of [...body.querySelectorAll('*')]) {
    const name = each.localName
    if (/^[vw]:/.test(name) || /display:none|mso-hide:all/.test(styleOf(each))) each.remove()
    else if (name.includes(':')) unwrap(each)
  }
}

// A picture that stands for a letter (an emoji) stays as that letter; one that nobody sees is none.
function dropPictures (body) {
  let count = 0
  for (const each of body.querySelectorAll('img')) {
    const letter = each.alt && [...each.alt].length <= 2 && !/^[\x20-\x7e]+$/.test(each.alt)
    if (letter) each.replaceWith(each.alt)
    else if (each.getAttribute('width') !== '1' && each.getAttribute('height') !== '1') count += 1
    each.remove()
  }
  return count
}

// Paragraphs that are headings by their class (Word), their role (Word on the web) or their level in the outline.
function nameHeadings (body) {
  for (const each of body.querySelectorAll('p,div[role=heading]')) {
    const level = headingLevel(each)
    if (level && each.textContent.trim()) rename(each, `h${level}`)
  }
}

function headingLevel (paragraph) {
  if (/\bMsoTitle\b/.test(paragraph.className)) return 1
  if (paragraph.getAttribute('role') === 'heading') return Math.min(Number(paragraph.getAttribute('aria-level')) || 2, 6)
  const named = /\b(?:Mso)?Heading([1-6])\b/.exec(paragraph.className)
  const outlined = /mso-outline-level:([1-6])/.exec(styleOf(paragraph))
  return Number((named || outlined || [])[1] || 0)
}

// Bold and italic given by style alone. What is said to be not bold (Google wraps all it copies so) is not.
function readLooks (body) {
  for (const each of [...body.querySelectorAll('b,strong,i,em')]) {
    const looks = styleOf(each)
    const plain = /^(b|strong)$/.test(each.localName) ? /(^|;)font-weight:(normal|[1-4]00)/ : /(^|;)font-style:normal/
    if (plain.test(looks)) unwrap(each)
  }
  for (const each of [...body.querySelectorAll('span,font')]) {
    const looks = styleOf(each)
    const words = [...each.childNodes]
    if (/(^|;)font-weight:(bold|[6-9]00)/.test(looks)) wrap(words, 'strong')
    if (/(^|;)font-style:italic/.test(looks)) wrap([...each.childNodes], 'em')
    if (!/mso-list:ignore/.test(looks)) unwrap(each)
  }
}

function wrap (nodes, name) {
  if (!nodes.length) return
  const made = nodes[0].ownerDocument.createElement(name)
  nodes[0].before(made)
  made.append(...nodes)
}

// Tables that only place things: one cell, or a table inside a table.
function openLayoutTables (body) {
  for (const table of [...body.querySelectorAll('table')].reverse()) {
    const cells = [...table.rows].flatMap((row) => [...row.cells])
    const placing = table.getAttribute('role') === 'presentation' || cells.length === 1 || table.querySelector('table')
    if (!placing) continue
    for (const each of cells) rename(each, 'div')
    for (const each of [...table.rows, ...table.children].reverse()) unwrap(each)
    rename(table, 'div')
  }
}

// Links lead to the web or to an address of mail; those that an organisation's mail filter rewrote lead there again.
function settleLinks (body) {
  for (const link of [...body.querySelectorAll('a')]) {
    const address = addressOf(link)
    const words = link.textContent.trim()
    if (!address || !words) {
      unwrap(link)
      continue
    }
    for (const each of [...link.querySelectorAll(BLOCKS)]) unwrap(each)
    for (const { name } of [...link.attributes]) link.removeAttribute(name)
    link.setAttribute('href', address)
  }
}

function addressOf (link) {
  const written = (link.getAttribute('href') || '').trim()
  if (!/^(https?:\/\/|mailto:)/i.test(written)) return null
  try {
    const address = new URL(written)
    const meant = /\.safelinks\.protection\.outlook\.com$/.test(address.hostname) && address.searchParams.get('url')
    return /^https?:\/\//i.test(meant || '') ? meant : written.replace(/\s/g, '%20')
  } catch {
    return null
  }
}

// CO₂ and m² stay what they are where a sign for it exists.
function raise (body) {
  for (const [name, signs] of [['sup', RAISED], ['sub', LOWERED]]) {
    for (const each of [...body.querySelectorAll(name)]) {
      const words = each.textContent.trim()
      const all = words && !each.querySelector('a') && [...words].every((sign) => signs[sign])
      if (all) each.textContent = [...words].map((sign) => signs[sign]).join('')
      unwrap(each)
    }
  }
}

// Emphasis inside itself, in headings, around whole paragraphs or around nothing; parts of one that were cut.
function settleInline (body) {
  for (const each of [...body.querySelectorAll('b,strong')]) if (each.localName === 'b') rename(each, 'strong')
  for (const each of [...body.querySelectorAll('i')]) rename(each, 'em')
  for (const each of [...body.querySelectorAll('strong,em')]) {
    const inside = each.parentElement.closest(each.localName)
    const heading = each.localName === 'strong' && each.closest('h1,h2,h3,h4,h5,h6,th')
    if (inside || heading || each.querySelector(BLOCKS) || !each.textContent.trim()) unwrap(each)
  }
  body.normalize()
  for (const each of body.querySelectorAll('strong,em')) {
    let next = each.nextSibling
    while (next && next.localName === each.localName) {
      each.append(...next.childNodes)
      next.remove()
      next = each.nextSibling
    }
  }
}

// Two line breaks end a paragraph, one at its end is none; an item of a list is no paragraph of its own.
function settleBlocks (body) {
  for (const each of [...body.querySelectorAll('br')]) {
    if (!each.isConnected) continue
    const next = beyondSpace(each)
    if (next && next.localName === 'br') {
      next.remove()
      each.replaceWith(body.ownerDocument.createElement('div'))
    } else if (!next || next.matches?.(BLOCKS)) {
      each.remove()
    }
  }
  for (const each of [...body.querySelectorAll('li > p:only-of-type')]) {
    if (each === each.parentElement.firstElementChild) unwrap(each)
  }
}

function beyondSpace (node) {
  let next = node.nextSibling
  while (next && next.nodeType === Node.TEXT_NODE && !next.data.trim()) next = next.nextSibling
  return next
}

// The page has a title of its own: the text's highest heading stands below it.
function placeHeadings (body) {
  if (!body.querySelector('h1')) return
  for (const each of [...body.querySelectorAll(HEADINGS)]) {
    rename(each, `h${Math.min(Number(each.localName[1]) + 1, 6)}`)
  }
}

function settleWords (body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (node.parentElement.closest('pre,ps-sign')) continue
    const words = node.data.replace(/[\u00a0\u2007\u202f]/g, ' ').replace(/[\u00ad\u200b\ufeff\ue000]/g, '')
    const free = words.trim() && !node.parentElement.closest('h1,h2,h3,h4,h5,h6,td,th')
    node.data = free && beginsLine(node) ? markLineStart(words) : words
  }
}

function beginsLine (node) {
  for (let at = node; at && !at.matches?.(BLOCKS); at = at.parentNode) {
    for (let before = at.previousSibling; before; before = before.previousSibling) {
      if (before.localName === 'br' || before.matches?.(BLOCKS)) return true
      if (before.textContent.trim()) return false
    }
  }
  return true
}
