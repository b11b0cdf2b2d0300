// What was said about marked words opens beside them (below, on a phone) instead of on a page of its own.

import { inert } from '../editor/parsing.js'

const MOST = 10

export function openPassages (root) {
  const frame = root.querySelector('[data-say-comments]')
  if (!frame) return
  let open = null

  function close (focus) {
    const { note, panel, block } = open
    open = null
    panel.remove()
    block.classList.remove('ps-block--opened')
    note.setAttribute('aria-expanded', 'false')
    if (focus) note.focus()
  }

  async function show (note) {
    const block = note.closest('.ps-block')
    const panel = draw(frame, note, await threadsAt(note.href), () => close(true))
    if (open) close(false)
    open = { note, panel, block }
    block.classList.add('ps-block--opened')
    block.append(panel)
    note.setAttribute('aria-expanded', 'true')
    panel.focus()
  }

  for (const note of frame.querySelectorAll('.ps-note')) note.setAttribute('aria-expanded', 'false')
  frame.addEventListener('click', (event) => {
    const note = event.target.closest('.ps-note')
    if (!note || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (open && open.note === note) close(true)
    else show(note).catch(() => { location.href = note.href })
  })
  frame.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && open && open.panel.contains(event.target)) close(true)
  })
}

async function threadsAt (address) {
  const reply = await fetch(address)
  if (!reply.ok) throw new Error(reply.status)
  const page = inert(await reply.text())
  const words = page.querySelector('[data-on-words]')
  const threads = [...page.querySelectorAll('#comments .ps-thread')]
  if (!words || !threads.length) throw new Error('no comments')
  threads.forEach(settle)
  return { words: words.textContent, threads }
}

// On the page of the text these comments may stand a second time, and below a heading of their own.
function settle (thread) {
  for (const each of thread.querySelectorAll('[id]')) each.id = `beside-${each.id}`
  for (const each of thread.querySelectorAll('[aria-labelledby]')) {
    each.setAttribute('aria-labelledby', `beside-${each.getAttribute('aria-labelledby')}`)
  }
  for (const each of thread.querySelectorAll('h2, h3, h4')) {
    const lower = document.createElement(`h${Number(each.localName[1]) + 2}`)
    for (const { name, value } of each.attributes) lower.setAttribute(name, value)
    lower.append(...each.childNodes)
    each.replaceWith(lower)
  }
}

function draw (frame, note, { words, threads }, close) {
  const panel = document.createElement('section')
  panel.className = 'ps-beside'
  panel.tabIndex = -1
  panel.setAttribute('aria-labelledby', 'beside-heading')
  const heading = document.createElement('h3')
  heading.className = 'govuk-heading-s'
  heading.id = 'beside-heading'
  heading.textContent = `${frame.dataset.sayComments} ${words}`
  heading.dir = 'auto'
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'ps-action ps-beside__close'
  button.textContent = frame.dataset.sayClose
  button.addEventListener('click', close)
  const more = document.createElement('a')
  more.className = 'govuk-link'
  more.href = note.href
  more.textContent = frame.dataset.sayPage
  const last = document.createElement('p')
  last.className = 'govuk-body-s'
  last.append(more)
  panel.append(button, heading, ...threads.slice(0, MOST), last)
  return panel
}
