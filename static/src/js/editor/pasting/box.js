// Pasting into the plain text box. insertText is deprecated, and the one way that leaves the browser's own undo whole.

export function pasteIntoBox (event, convert, notice) {
  const box = event.target
  const pasted = convert(event.clipboardData)
  if (!pasted) return
  event.preventDefault()
  const start = box.selectionStart
  if (!insert(box, fitted(box, pasted.text))) return
  const end = box.selectionStart
  const written = box.value.slice(start, end)
  notice.tell(pasted, pasted.plain === null ? null : () => {
    if (box.value.slice(start, end) !== written) return
    box.focus()
    box.setSelectionRange(start, end)
    insert(box, pasted.plain)
  })
}

function insert (box, text) {
  if (text === '') return true
  if (document.execCommand('insertText', false, text)) return true
  box.setRangeText(text, box.selectionStart, box.selectionEnd, 'end')
  return box.dispatchEvent(new Event('input', { bubbles: true }))
}

function fitted (box, text) {
  return setApart(text, box.value.slice(0, box.selectionStart), box.value.slice(box.selectionEnd))
}

const BLOCKS = /\n\n|^(#{1,6} |[-*+] |\d+\. |> |\||```)/

// Paragraphs, lists and tables need an empty line before and after them.
export function setApart (text, before, after) {
  if (!BLOCKS.test(text)) return text
  const head = before.trim() === '' ? '' : '\n\n'.slice(/\n*$/.exec(before)[0].length)
  const tail = after.trim() === '' ? '\n' : '\n\n'.slice(/^\n*/.exec(after)[0].length)
  return head + text + (after.startsWith('\n') && after.trim() === '' ? '' : tail)
}
