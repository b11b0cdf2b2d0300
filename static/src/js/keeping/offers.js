// Words that only this browser has, offered above their form as the server offers what it has.

import { read, typedBy } from './form.js'

const MOST = 160

// Whether an entry holds other words than the form now.
export function differs (entry, form) {
  const told = (fields) => JSON.stringify(typedBy(form, fields))
  return told(entry.fields) !== told(read(form))
}

export function drawOffer (form, entry, { open, throwAway }) {
  const template = form.querySelector('[data-unsent-offer]')
  const offer = template.content.firstElementChild.cloneNode(true)
  const [said, begins] = offer.querySelectorAll('p')
  said.firstChild.textContent = template.dataset.said.replace('{when}', when(entry.at, form))
  begins.firstChild.textContent = beginning(entry, form)
  offer.querySelector('[data-continue]').addEventListener('click', () => { offer.remove(); open() })
  offer.querySelector('[data-throw-away]').addEventListener('click', () => { offer.remove(); throwAway() })
  form.before(offer)
}

// In the time zone of the page, as everything else on it.
function when (at, form) {
  const timeZone = new URL(form.dataset.keep, location.href).searchParams.get('zone') || undefined
  const lang = document.documentElement.lang
  return new Date(at).toLocaleString(lang, { dateStyle: 'long', timeStyle: 'short', timeZone })
}

// The longest words in which the entry differs from the form, from where they begin to.
function beginning (entry, form) {
  const now = new Map(read(form))
  const changed = typedBy(form, entry.fields).filter(([name, value]) => value !== now.get(name))
  const [name, words] = changed.sort((one, other) => other[1].length - one[1].length)[0] || ['', '']
  const first = now.get(name) || ''
  let same = 0
  while (same < words.length && words[same] === first[same]) same += 1
  const cut = same < words.length ? words.lastIndexOf(' ', same) + 1 : 0
  const line = words.slice(cut).trim().replace(/\s+/g, ' ')
  return (cut ? '… ' : '') + (line.length > MOST ? `${line.slice(0, MOST)}…` : line)
}
