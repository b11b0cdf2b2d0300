// Words that are selected in a text can be commented on: a link stands below them, and is the next thing Tab reaches.
// "Choose words", which shows when it has the focus, does the same by the arrow keys.

import { step } from './stepping.js'
import { MOST_QUOTED, placeOf, quoteOf, read, whole } from './words.js'

const PAUSE = 200

export function chooseWords (root) {
  const frame = root.querySelector('[data-choose]')
  if (!frame) return
  const box = drawBox(root, frame)
  let timer = 0
  let block = null

  function update () {
    const selection = root.getSelection()
    const chosen = selection.rangeCount && !selection.isCollapsed ? inBlock(frame, selection.getRangeAt(0)) : null
    if (chosen) show(chosen)
    else if (!box.contains(root.activeElement)) hide()
  }

  function show (chosen) {
    block = chosen.block
    const { quote, before } = quoteOf(chosen.text, chosen.place)
    const long = quote.length > MOST_QUOTED
    box.link.hidden = long
    box.hint.textContent = long ? frame.dataset.sayLong : box.keys
    if (!long) box.link.href = addressFor(block, quote, before)
    block.querySelector('.ps-text').after(box)
    box.hidden = false
    beside(box, block, chosen)
  }

  function hide () {
    box.hidden = true
    block = null
  }

  function close () {
    const inside = box.contains(root.activeElement)
    const button = block.querySelector('.ps-block__choose')
    root.getSelection().removeAllRanges()
    hide()
    if (inside) button.focus()
  }

  root.addEventListener('selectionchange', () => {
    clearTimeout(timer)
    timer = setTimeout(update, PAUSE)
  })
  // A press on the link must not take the selection away before it is followed.
  box.addEventListener('pointerdown', (event) => event.preventDefault())
  box.addEventListener('mousedown', (event) => event.preventDefault())
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !box.hidden) close()
  })
  window.addEventListener('resize', update)
  for (const each of frame.querySelectorAll('.ps-block')) if (wayFrom(each)) offer(each, frame, box, update)
}

// The first block that `range` reaches into, and what of it.
function inBlock (frame, range) {
  for (const block of frame.querySelectorAll('.ps-block')) {
    const element = block.querySelector('.ps-text')
    if (!element || !wayFrom(block) || !range.intersectsNode(element)) continue
    const text = read(element)
    const place = whole(text, range)
    if (place) return { block, text, place }
  }
  return null
}

function wayFrom (block) {
  return block.querySelector('.ps-block__comment')
}

function addressFor (block, quote, before) {
  const address = new URL(wayFrom(block).href)
  address.searchParams.set('quote', quote)
  if (before) address.searchParams.set('before', before)
  address.hash = 'comment-form'
  return address.href
}

function drawBox (root, frame) {
  const box = root.createElement('div')
  box.className = 'ps-choose'
  box.hidden = true
  if ('adoptedStyleSheets' in root) {
    box.place = new CSSStyleSheet()
    box.classList.add('ps-choose--free')
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, box.place]
  }
  box.link = root.createElement('a')
  box.link.className = 'govuk-button ps-choose__link'
  box.link.textContent = frame.dataset.choose
  box.hint = root.createElement('p')
  box.hint.className = 'ps-choose__hint'
  box.keys = ''
  box.said = root.createElement('div')
  box.said.className = 'govuk-visually-hidden'
  box.said.setAttribute('role', 'status')
  box.append(box.link, box.hint)
  frame.append(box.said)
  return box
}

// Below the last line of the passage, so that it covers none of it; in an old browser, below the block.
function beside (box, block, { text, place: [start, end] }) {
  const range = document.createRange()
  range.setStart(...placeOf(text, start))
  range.setEnd(...placeOf(text, end, true))
  const outer = block.getBoundingClientRect()
  const lines = range.getClientRects()
  const last = lines[lines.length - 1]
  const room = Math.max(0, outer.width - box.offsetWidth)
  const left = Math.min(room, Math.max(0, last.left - outer.left))
  box.place?.replaceSync(`.ps-choose--free { top: ${last.bottom - outer.top}px; left: ${left}px }`)
}

function offer (block, frame, box, update) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'ps-block__choose'
  button.textContent = frame.dataset.sayStep
  const number = block.querySelector('.ps-block__number')
  if (number) {
    const more = document.createElement('span')
    more.className = 'govuk-visually-hidden'
    more.textContent = ` (${number.textContent.trim()})`
    button.append(more)
  }
  button.addEventListener('click', () => step(block.querySelector('.ps-text'), button, frame, box, update))
  wayFrom(block).after(button)
}
