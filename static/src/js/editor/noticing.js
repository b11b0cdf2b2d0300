// What is said after pasting, with a way to have only the words instead.

export function noticeOf (element, status, words) {
  const said = element.querySelector('[data-said]')
  const button = element.querySelector('[data-as-plain]')
  let asPlain = null

  function clear () {
    element.hidden = true
    asPlain = null
  }

  button.addEventListener('click', () => {
    const act = asPlain
    clear()
    act?.()
    status.textContent = words.sayUndone
  })

  return {
    element,
    clear,

    // `pictures`: some were left out. `formed`: more than words came in. `act` puts the plain words in their place.
    tell ({ pictures, formed }, act) {
      const sentences = [formed && words.sayPasted, pictures && words.sayPictures].filter(Boolean)
      if (!sentences.length) return clear()
      said.textContent = status.textContent = sentences.join(' ')
      button.hidden = !act
      asPlain = act
      element.hidden = false
    }
  }
}
