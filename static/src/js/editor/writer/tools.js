// The toolbar: one tab stop, arrow keys within it. It says by aria-pressed what the words at the cursor are.

import { commands } from './commands.js'
import { described } from './describing.js'
import { travel } from './travelling.js'

export function startTools (bar, view, words) {
  const run = commands(words)
  const tools = [...bar.querySelectorAll('[data-command]')]
  const depths = { undo: 'undoDepth', redo: 'redoDepth' }

  function stopAt (tool) {
    for (const each of tools) each.tabIndex = each === tool ? 0 : -1
  }

  // A press keeps the cursor where it is, on a touch screen the keyboard too.
  bar.addEventListener('mousedown', (event) => event.preventDefault())
  bar.addEventListener('click', (event) => {
    const tool = event.target.closest('[data-command]')
    if (!tool || tool.getAttribute('aria-disabled') === 'true') return
    stopAt(tool)
    run[tool.dataset.command](view)
    const byKeyboard = event.detail === 0 && document.activeElement === tool
    if (!byKeyboard || 'moves' in tool.dataset) view.focus()
  })
  bar.addEventListener('keydown', (event) => {
    const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const at = tools.indexOf(document.activeElement)
    const next = Number.isFinite(step) ? (at + step + tools.length) % tools.length : step < 0 ? 0 : tools.length - 1
    stopAt(tools[next])
    tools[next].focus()
  })
  stopAt(tools[0])

  return {
    match () {
      const here = described(view.state)
      for (const tool of tools) {
        const name = tool.dataset.command
        if (tool.hasAttribute('aria-pressed')) tool.setAttribute('aria-pressed', String(here.has(name)))
        if (depths[name]) tool.setAttribute('aria-disabled', String(view.state.facet(travel)[depths[name]](view.state) === 0))
      }
    }
  }
}
