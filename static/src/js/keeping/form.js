// Reading what stands in a form, and putting it there again.

const OURS = ['csrf_token', 'written_by', 'idempotency_key']

const TYPED = 'textarea[name], select[name], input[name]:not([type=hidden]):not([type=submit])'

const isChoice = (control) => control.type === 'checkbox' || control.type === 'radio'

// All that would be sent, as pairs, but for what proves where it comes from.
export function read (form) {
  return [...new FormData(form)].filter(([name, value]) => !OURS.includes(name) && typeof value === 'string')
}

// Whether somebody changed anything since the page was made.
export function isChanged (form) {
  return [...form.querySelectorAll(TYPED)].some((control) => {
    if (isChoice(control)) return control.checked !== control.defaultChecked
    if (control.options) return control.selectedIndex !== Math.max(0, [...control.options].findIndex((each) => each.defaultSelected))
    return control.value !== control.defaultValue
  })
}

// Of `fields`, those that somebody fills in; or (hidden) those that the form carries with it.
export function typedBy (form, fields, hidden = false) {
  const carried = new Set([...form.elements].filter((each) => each.type === 'hidden').map((each) => each.name))
  return fields.filter(([name]) => carried.has(name) === hidden)
}

export function fill (form, fields, key) {
  const values = new Map()
  for (const [name, value] of fields) values.set(name, [...(values.get(name) || []), value])
  for (const control of form.elements) {
    if (OURS.includes(control.name) || !control.name) continue
    const own = values.get(control.name)
    if (isChoice(control)) {
      if (own) control.checked = own.includes(control.value)
    } else if (own && own.length) {
      control.value = own.shift()
      if (control.type === 'textarea') control.dispatchEvent(new Event('ps-filled', { bubbles: true }))
    }
  }
  form.elements.idempotency_key.value = key
}

export function newKey () {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, '0')).join('')
}
