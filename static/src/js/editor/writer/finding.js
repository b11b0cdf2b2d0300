// Find and replace. The browser's own search sees only the part of a long text that is drawn.

import {
  closeSearchPanel, findNext, findPrevious, getSearchQuery, openSearchPanel, replaceAll, replaceNext, search, SearchQuery,
  setSearchQuery
} from '@codemirror/search'
import { EditorState } from '@codemirror/state'
import { keymap } from '@codemirror/view'

export function finding (words) {
  return [
    search({ top: true, createPanel: (view) => new Panel(view, words) }),
    EditorState.phrases.of({ 'replaced $ matches': words.sayReplaced.replace('{count}', '$') }),
    keymap.of([
      { key: 'Mod-f', run: openSearchPanel, scope: 'editor search-panel' },
      { key: 'F3', run: findNext, shift: findPrevious, scope: 'editor search-panel', preventDefault: true },
      { key: 'Escape', run: closeSearchPanel, scope: 'editor search-panel' }
    ])
  ]
}

class Panel {
  top = true

  constructor (view, words) {
    this.view = view
    this.words = words
    this.wanted = field(words.sayFind)
    this.wanted.input.setAttribute('main-field', 'true')
    this.instead = field(words.sayReplace)
    this.said = element('p', { className: 'ps-find__said' })
    this.said.setAttribute('aria-live', 'polite')
    this.dom = element('div', { className: 'ps-find', role: 'search' }, [
      element('div', { className: 'ps-find__row' }, [
        this.wanted.label,
        button(words.sayNext, () => this.go(findNext)),
        button(words.sayPrevious, () => this.go(findPrevious))
      ]),
      element('div', { className: 'ps-find__row' }, [
        this.instead.label,
        button(words.sayReplaceOne, () => this.go(replaceNext)),
        button(words.sayReplaceAll, () => this.go(replaceAll)),
        button(words.sayClose, () => closeSearchPanel(view))
      ]),
      this.said
    ])
    // What is looked for is no part of the form: nobody keeps it, and it does not make the form a changed one.
    for (const name of ['input', 'change']) {
      this.dom.addEventListener(name, (event) => {
        event.stopPropagation()
        event.target.defaultValue = event.target.value
        this.ask()
      })
    }
    this.dom.addEventListener('keydown', (event) => this.press(event))
    const { search: found } = getSearchQuery(view.state)
    this.wanted.input.value = this.wanted.input.defaultValue = found
  }

  mount () {
    this.wanted.input.select()
  }

  ask () {
    const query = new SearchQuery({ search: this.wanted.input.value, replace: this.instead.input.value, literal: true })
    this.view.dispatch({ effects: setSearchQuery.of(query) })
    let count = 0
    if (query.valid) for (const cursor = query.getCursor(this.view.state); !cursor.next().done;) count += 1
    this.said.textContent = !query.search ? '' : count ? this.words.sayFound.replace('{count}', count) : this.words.sayNone
  }

  go (command) {
    this.ask()
    command(this.view)
  }

  press (event) {
    if (event.key === 'Escape') closeSearchPanel(this.view)
    else if (event.key === 'Enter' && event.target === this.wanted.input) this.go(event.shiftKey ? findPrevious : findNext)
    else if (event.key === 'Enter' && event.target === this.instead.input) this.go(replaceNext)
    else return
    event.preventDefault()
  }
}

function element (name, properties, children = []) {
  const made = Object.assign(document.createElement(name), properties)
  if (properties.role) made.setAttribute('role', properties.role)
  made.append(...children)
  return made
}

function field (name) {
  const input = element('input', { type: 'text', className: 'ps-find__field', autocomplete: 'off' })
  return { input, label: element('label', { className: 'ps-find__label', textContent: name }, [input]) }
}

function button (name, act) {
  const made = element('button', { type: 'button', className: 'ps-find__button', textContent: name })
  made.addEventListener('click', act)
  return made
}
