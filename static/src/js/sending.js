// A form whose button carries data-prevent-double-click is sent once, even where the reply takes seconds on a
// slow phone (GOV.UK Frontend's own guard lasts one second). The server is the one that must not store twice:
// this only spares the person the doubt. A form that only asks for something may ask again at once.

const PAUSE = 8000

export function sendOnce (root) {
  let sent = new WeakMap()

  root.addEventListener('submit', (event) => {
    const form = event.target
    if (event.defaultPrevented || form.method !== 'post' || !form.querySelector('[data-prevent-double-click]')) return
    const last = sent.get(form)
    if (last !== undefined && event.timeStamp - last < PAUSE) {
      event.preventDefault()
      return
    }
    sent.set(form, event.timeStamp)
  })

  // Coming back by the browser's Back button shows the page as it was left: it may be sent again.
  window.addEventListener('pageshow', () => { sent = new WeakMap() })
}
