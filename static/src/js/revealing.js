// What belongs to a radio or checkbox (data-aria-controls names it) shows while that is chosen. GOV.UK Frontend's
// own script would also put aria-expanded on radios, which ARIA does not allow there.

const HIDDEN = /^govuk-(radios|checkboxes)__conditional$/

export function revealWhatIsChosen (root) {
  const inputs = [...root.querySelectorAll('input[data-aria-controls]')]

  function match () {
    for (const input of inputs) {
      const revealed = root.getElementById(input.dataset.ariaControls)
      const name = [...revealed.classList].find((each) => HIDDEN.test(each))
      revealed.classList.toggle(`${name}--hidden`, !input.checked)
    }
  }

  match()
  root.addEventListener('change', match)
  // Browsers fill forms in again after Back, without a word.
  window.addEventListener('pageshow', match)
}
