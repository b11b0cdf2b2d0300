// What somebody types is never lost: at each change it is kept in this browser, a moment later on the server, and
// what was kept is offered again. Only a word of the server makes the page say "saved".

import { differs, drawOffer } from './keeping/offers.js'
import { fill, isChanged, newKey, read, typedBy } from './keeping/form.js'
import { askEnded, askReader, end, keep } from './keeping/server.js'
import * as shelf from './keeping/shelf.js'

const SOON = 1500
const EVERY = 5000
const LATER = 15000

export function keepWords (root) {
  for (const ended of root.body.dataset.endedForms.split(' ').filter(Boolean)) shelf.drop(ended)
  for (const form of root.querySelectorAll('form[data-keep]')) watch(form)
}

function watch (form) {
  const writer = form.elements.written_by.value
  const key = form.elements.idempotency_key
  const status = form.querySelector('.ps-unsent__status[role=status]')
  const signIn = form.querySelector('[data-unsent-sign-in]')
  let edition = 0
  let kept = 0
  let sending = false
  let unsent = false
  let since = null
  let last = 0
  let timer = null
  let asking = null
  let letGo = () => {}

  function say (words, ended = false) {
    if (status.textContent !== words) status.textContent = words
    signIn.hidden = !ended
  }

  function entry (acknowledged) {
    return { writer, key: key.value, place: form.dataset.place, at: Date.now(), acknowledged, fields: read(form) }
  }

  function typed () {
    edition += 1
    sending = false
    unsent = isChanged(form)
    if (!shelf.put(entry(false)) && !navigator.onLine) say(status.dataset.full)
    plan(SOON)
  }

  // A moment after the last key, but at least every few seconds, and never more often than that.
  function plan (wait) {
    const now = Date.now()
    since = since || now
    clearTimeout(timer)
    timer = setTimeout(save, Math.max(last + EVERY, Math.min(now + wait, since + EVERY)) - now)
  }

  function again (wait) {
    clearTimeout(timer)
    timer = setTimeout(save, wait)
  }

  async function save () {
    clearTimeout(timer)
    if (sending || asking || kept === edition) return
    const now = edition
    since = null
    last = Date.now()
    asking = new AbortController()
    const answer = await keep(form.dataset.keep, new FormData(form), asking.signal)
    asking = null
    if (!sending) await hear(answer, now)
  }

  async function hear (answer, about) {
    if (answer.state === 'saved') {
      kept = about
      say(answer.said)
      if (about === edition) shelf.put(entry(true))
      else plan(SOON)
    } else if (answer.state === 'over') {
      key.value = newKey()
      shelf.put(entry(false))
      again(EVERY)
    } else if (answer.state === 'refused') {
      await askWhoIsHere()
    } else {
      say(status.dataset[answer.state])
      again(answer.wait || LATER)
    }
  }

  // The session has ended, or began anew in another tab: then the form needs the token of the new one.
  async function askWhoIsHere () {
    const here = await askReader(form.dataset.keep)
    if (here && here.writer === writer && here.csrf_token !== form.elements.csrf_token.value) {
      for (const each of document.querySelectorAll('[name=csrf_token]')) each.value = here.csrf_token
      again(0)
      return
    }
    const ended = Boolean(here) && here.writer === ''
    say(status.dataset[!here || here.writer === writer ? 'busy' : ended ? 'ended' : 'other'], ended)
    again(LATER)
  }

  // One open form has one key: where another tab holds it already, this one takes a new one.
  function hold () {
    if (!navigator.locks) return
    navigator.locks.request(`ps-form-${key.value}`, { ifAvailable: true }, (lock) => {
      if (lock) return new Promise((resolve) => { letGo = resolve })
      key.value = newKey()
    })
  }

  async function begin (event) {
    sending = false
    hold()
    if (event.persisted) return
    const others = shelf.entries(writer, [form.dataset.place, ...(form.dataset.also || '').split(' ')])
    const same = others.find((each) => !differs(each, form))
    if (isChanged(form)) {
      // The browser brought the words back by itself, over a form that was made anew.
      if (same) fill(form, typedBy(form, same.fields, true), same.key)
      typed()
    }
    await offer(others.filter((each) => each !== same), same)
  }

  async function offer (entries, same) {
    const shown = new Map([...document.querySelectorAll('[data-unsent]')].map((each) => [each.dataset.unsent, each]))
    if (same && shown.has(same.key)) shown.get(same.key).hidden = true
    const asked = entries.filter((each) => !shown.has(each.key)).map((each) => each.key)
    const ended = asked.length ? await askEnded(form.dataset.keep, asked) : []
    ended.forEach(shelf.drop)
    for (const each of entries) {
      const theirs = shown.get(each.key)
      if (ended.includes(each.key) || (theirs && each.acknowledged)) continue
      if (theirs) theirs.hidden = true
      drawOffer(form, each, { open: () => open(each), throwAway: () => throwAway(each, theirs) })
    }
  }

  // The server fills the form, as for words it had already; without it, the script does.
  async function open (each) {
    const words = new FormData()
    const own = [['csrf_token', form.elements.csrf_token.value], ['written_by', writer], ['idempotency_key', each.key]]
    for (const [name, value] of [...each.fields, ...own]) words.append(name, value)
    const url = new URL(form.dataset.keep, location.href)
    url.searchParams.set('place', each.place)
    const answer = await keep(url, words)
    if (answer.href) {
      sending = true
      location.assign(answer.href)
    } else {
      fill(form, each.fields, each.key)
      form.dispatchEvent(new Event('change', { bubbles: true }))
    }
  }

  function throwAway (each, theirs) {
    shelf.drop(each.key)
    if (!theirs) return
    sending = true
    theirs.querySelector('form').submit()
  }

  // What was typed has arrived by another way than this form: there is nothing left to offer.
  async function arrived ({ detail }) {
    clearTimeout(timer)
    if (asking) asking.abort()
    const words = new FormData(form)
    shelf.drop(key.value)
    kept = edition
    unsent = isChanged(form)
    key.value = newKey()
    say('')
    await end(detail, words)
  }

  form.addEventListener('ps-arrived', arrived)
  form.addEventListener('input', typed)
  form.addEventListener('change', typed)
  form.addEventListener('submit', () => {
    shelf.put(entry(false))
    sending = true
    clearTimeout(timer)
    if (asking) asking.abort()
  })
  window.addEventListener('beforeunload', (event) => {
    if (!unsent || sending) return
    event.preventDefault()
    event.returnValue = true
  })
  window.addEventListener('pageshow', begin)
  window.addEventListener('pagehide', () => letGo())
  for (const name of ['online', 'focus']) window.addEventListener(name, save)
  document.addEventListener('visibilitychange', save)
}
