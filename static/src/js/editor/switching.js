// The switch between the editor and the plain text box. One choice for every text on this site, remembered.

import { roomOf } from './joining.js'
import { convert } from './pasting/converting.js'
import { noticeOf } from './noticing.js'
import { pasteIntoBox } from './pasting/box.js'
import { recall, remember } from './remembering.js'

export function startEditors (root) {
  for (const each of root.querySelectorAll('[data-editor]')) startEditor(each)
}

function startEditor (root) {
  const box = document.getElementById(root.dataset.control)
  const parts = document.importNode(root.querySelector('[data-editor-parts]').content, true)
  const part = (name) => parts.querySelector(`[data-${name}]`)
  const button = part('switch')
  const frame = part('tools').parentElement
  const place = part('editor-place')
  const help = part('editor-help')
  const comments = part('comments')
  const status = part('status')
  const notice = noticeOf(part('notice'), status, root.dataset)
  const bar = button.parentElement
  const withEditor = [frame, comments, help].filter(Boolean)
  const room = roomOf(root, box)
  let writer = null
  let opened = null

  for (const each of withEditor) each.hidden = true
  box.before(bar, ...root.querySelectorAll('[data-live]'), frame)
  box.after(notice.element, status, ...withEditor.slice(1))
  nameLabel(box)

  // The editor is fetched once; a failure leaves the text box in place, and the switch can be pressed again.
  function fetchWriter () {
    opened ??= import(root.dataset.editor).then(({ openWriter, travel }) => ({
      travel,
      ...openWriter({ box, place, frame, nonce: root.nonce || root.getAttribute('nonce'), words: root.dataset, notice, convert, comments })
    }))
    opened.catch(() => { opened = null })
    return opened
  }

  async function useEditor () {
    const found = await fetchWriter()
    if (recall('writing') === 'plain') return
    const [from, to] = [box.selectionStart, box.selectionEnd]
    const focused = document.activeElement === box
    found.take(box.value)
    found.select(from, to)
    show(found)
    if (focused) found.focus()
    room.join(found, found.travel).catch(() => {})
  }

  function usePlain () {
    const [from, to] = writer ? writer.selection() : [0, 0]
    if (!writer) return
    room.leave()
    show(null)
    box.setSelectionRange(from, to)
  }

  function show (found) {
    writer = found
    root.classList.toggle('ps-editor--on', Boolean(found))
    box.hidden = Boolean(found)
    for (const each of withEditor) each.hidden = !found
    button.textContent = found ? button.dataset.sayPlain : button.dataset.sayEditor
    notice.clear()
    // Whoever leads to the text box (its label, the summary of errors) leads to where the text is written.
    if (found) box.focus = () => found.focus()
    else delete box.focus
  }

  button.textContent = button.dataset.sayEditor
  button.addEventListener('click', async () => {
    const plain = Boolean(writer)
    remember('writing', plain ? 'plain' : 'editor')
    if (plain) usePlain()
    else await useEditor()
    status.textContent = plain ? root.dataset.sayPlainOn : root.dataset.sayEditorOn
  })
  box.labels[0].addEventListener('click', () => { if (writer) writer.focus() })
  box.addEventListener('ps-filled', () => { if (writer) writer.take(box.value) })
  box.addEventListener('paste', (event) => pasteIntoBox(event, convert, notice))
  // Browsers fill forms in again after Back, without a word.
  window.addEventListener('pageshow', () => { if (writer && !room.isIn()) writer.take(box.value) })

  if (recall('writing') !== 'plain') useEditor().catch(() => {})
}

function nameLabel (box) {
  const label = box.labels[0]
  label.id ||= `${box.id}-label`
}
