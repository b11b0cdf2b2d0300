// Choosing words by the arrow keys: each step selects a word, with Shift one more or one fewer, and says which are
// chosen. Enter follows the link below them, Tab goes to it, Escape goes back to the button.

import { placeOf, read, wordsOf } from './words.js'

const STEPS = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 5, ArrowUp: -5, End: Infinity, Home: -Infinity }

export function step (element, button, frame, box, update) {
  const text = read(element)
  const words = wordsOf(text)
  if (!words.length) return
  let first = 0
  let last = 0

  function choose () {
    const [start, end] = [words[Math.min(first, last)][0], words[Math.max(first, last)][1]]
    document.getSelection().setBaseAndExtent(...placeOf(text, start), ...placeOf(text, end, true))
    update()
    box.said.textContent = frame.dataset.sayChosen.replace('{words}', text.words.slice(start, end))
  }

  function go (event) {
    const by = STEPS[event.key]
    if (by !== undefined) {
      last = Math.min(words.length - 1, Math.max(0, last + by))
      if (!event.shiftKey) first = last
      choose()
    } else if (event.key === 'Enter' && !box.link.hidden) {
      box.link.click()
    } else if (event.key === 'Tab' && !event.shiftKey && !box.link.hidden) {
      box.link.focus()
    } else if (event.key === 'Escape') {
      button.focus()
      return
    } else {
      return
    }
    event.preventDefault()
  }

  function end () {
    element.removeEventListener('keydown', go)
    for (const name of ['role', 'tabindex', 'aria-label']) element.removeAttribute(name)
    box.said.textContent = box.keys = ''
  }

  element.setAttribute('role', 'application')
  element.setAttribute('tabindex', '-1')
  element.setAttribute('aria-label', frame.dataset.sayKeys)
  element.addEventListener('keydown', go)
  element.addEventListener('blur', end, { once: true })
  element.focus()
  box.keys = frame.dataset.sayKeys
  choose()
}
