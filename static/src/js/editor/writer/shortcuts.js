// Shortcuts in the words of the keyboard at hand.

const IS_MAC = /Mac|iP(hone|ad|od)/.test(navigator.platform)
const NAMES = IS_MAC
  ? { Mod: '⌘', Alt: '⌥', Shift: '⇧', Enter: '↩', Tab: '⇥' }
  : { Mod: 'Ctrl' }

function spoken (keys) {
  const parts = keys.split('-').map((each) => NAMES[each] || each)
  return parts.join(IS_MAC ? ' ' : ' + ')
}

export function writeShortcuts (root) {
  for (const each of root.querySelectorAll('kbd[data-keys]')) each.textContent = spoken(each.dataset.keys)
  for (const each of root.querySelectorAll('button[data-keys]')) {
    each.title = `${each.getAttribute('aria-label')} (${spoken(each.dataset.keys)})`
  }
}
