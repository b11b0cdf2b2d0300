// A text wider than its place (a table on a phone) scrolls inside it. Browsers differ in whether the keyboard
// reaches it; with a tab stop and a name it always can.

export function letScrollersBeReached (root) {
  const name = root.body.dataset.scrollLabel

  function mark () {
    for (const text of root.querySelectorAll('.ps-text')) {
      const wide = text.scrollWidth > text.clientWidth + 1
      if (wide === text.hasAttribute('tabindex')) continue
      if (wide) {
        text.setAttribute('tabindex', '0')
        text.setAttribute('role', 'group')
        text.setAttribute('aria-label', name)
      } else {
        for (const attribute of ['tabindex', 'role', 'aria-label']) text.removeAttribute(attribute)
      }
    }
  }

  mark()
  window.addEventListener('resize', mark)
}
