// The preview beside the text (wide screens) or in its place (phones): the same HTML that a saved revision has, made by
// the server. It follows the writing with a little delay; one request at a time, an older one is let go.

import { inert } from './parsing.js'
import { recall, remember } from './remembering.js'

const PAUSE = 700
const PAUSE_OF_OTHERS = 5000
const BESIDE = '(min-width: 75em)'

export function showPreviews (root) {
  for (const each of root.querySelectorAll('[data-writing]')) showPreview(each)
}

function showPreview (root) {
  const form = root.closest('form')
  const box = root.querySelector('textarea')
  const pane = root.querySelector('#preview')
  const part = (name) => root.querySelector(`[data-preview-${name}]`)
  const [body, said, status, close, toggle] = ['body', 'said', 'status', 'close', 'toggle'].map(part)
  const beside = window.matchMedia(BESIDE)
  const resting = status.textContent
  let open = false
  let stale = true
  let timer = 0
  let asked = null
  let starts = []

  function show (wanted) {
    open = wanted
    pane.hidden = !wanted
    root.classList.toggle('ps-writing--previewed', wanted)
    toggle.textContent = wanted ? toggle.dataset.sayHide : toggle.dataset.sayShow
    toggle.setAttribute('aria-expanded', String(wanted))
    if (wanted && stale) refresh()
    if (!wanted) asked?.abort()
  }

  async function refresh () {
    clearTimeout(timer)
    asked?.abort()
    const asking = asked = new AbortController()
    stale = false
    pane.setAttribute('aria-busy', 'true')
    status.textContent = root.dataset.sayBusy
    try {
      const answer = await ask(asking.signal)
      if (answer.wait) timer = setTimeout(refresh, answer.wait * 1000)
      if (answer.html !== undefined) draw(answer)
      tell(answer.sentences || [])
    } catch {
      if (asking.signal.aborted) return
      stale = true
      tell([root.dataset.sayFailed])
    }
    pane.setAttribute('aria-busy', 'false')
  }

  async function ask (signal) {
    const sent = new FormData()
    for (const name of ['csrf_token', 'kind', 'template', 'base_number', 'section']) {
      if (form.elements[name]) sent.set(name, form.elements[name].value)
    }
    sent.set('text', box.value)
    const reply = await fetch(root.dataset.writing, { method: 'POST', body: sent, signal, redirect: 'manual' })
    const isJson = (reply.headers.get('Content-Type') || '').startsWith('application/json')
    const { html, starts, said: sentences } = isJson ? await reply.json() : {}
    if (reply.ok && html !== undefined) return { html, starts }
    stale = true
    if (sentences) return { sentences, wait: Number(reply.headers.get('Retry-After') || 0) }
    const gone = reply.status === 401 || reply.type === 'opaqueredirect'
    return { sentences: [gone ? root.dataset.sayGone : reply.status === 413 ? root.dataset.sayLarge : root.dataset.sayFailed] }
  }

  function draw (answer) {
    const scrolled = body.scrollTop
    starts = answer.starts
    body.replaceChildren(...inert(answer.html).body.childNodes)
    body.scrollTop = scrolled
    window.dispatchEvent(new Event('resize'))
  }

  function tell (sentences) {
    status.textContent = sentences.join(' ') || resting
    status.classList.toggle('ps-preview__status--wrong', sentences.length > 0)
  }

  function later (pause = PAUSE) {
    stale = true
    clearTimeout(timer)
    if (open) timer = setTimeout(refresh, pause)
  }

  // The block that holds the character at `offset` of the text comes to the top of the pane.
  function follow (offset) {
    if (!open || !beside.matches) return
    const next = starts.findIndex((start) => start > offset)
    const block = body.querySelectorAll('.ps-block')[(next < 0 ? starts.length : next) - 1]
    if (block) body.scrollTop += block.getBoundingClientRect().top - body.getBoundingClientRect().top
  }

  async function openHere () {
    show(true)
    pane.focus({ preventScroll: true })
    pane.scrollIntoView({ block: beside.matches ? 'nearest' : 'start' })
    said.textContent = root.dataset.sayShown
  }

  // A link that is tried out must not lead away from a text that is not saved.
  body.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]:not([href^="#"])')
    if (!link) return
    event.preventDefault()
    window.open(link.href, '_blank', 'noopener')
  })
  toggle.hidden = false
  toggle.addEventListener('click', () => {
    show(!open)
    if (beside.matches) remember('preview', open ? 'open' : 'closed')
    else if (open) openHere()
  })
  close.hidden = false
  close.addEventListener('click', () => {
    show(false)
    box.focus()
  })
  form.querySelector('[name=preview]').addEventListener('click', (event) => {
    event.preventDefault()
    openHere()
  })
  root.addEventListener('input', (event) => { if (event.target === box) later() })
  for (const name of ['ps-filled', 'ps-changed']) root.addEventListener(name, () => later())
  // What others write comes in now and then, not with each of their pauses.
  root.addEventListener('ps-changed-by-others', () => later(PAUSE_OF_OTHERS))
  root.addEventListener('ps-scrolled', (event) => follow(event.detail))
  show(!pane.hidden || (beside.matches && recall('preview') !== 'closed'))
}
