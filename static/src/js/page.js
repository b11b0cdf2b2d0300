// Everything works without this script; it only smooths. Later modules are started here, one line each.

import {
  Button, CharacterCount, createAll, ErrorSummary, NotificationBanner, PasswordInput, SkipLink
} from 'govuk-frontend'

import { tellThatEditing } from './presence.js'
import { keepWords } from './keeping.js'
import { chooseWords } from './passages/choosing.js'
import { openPassages } from './passages/opening.js'
import { revealWhatIsChosen } from './revealing.js'
import { letScrollersBeReached } from './scrolling.js'
import { sendOnce } from './sending.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')

for (const component of [
  Button, CharacterCount, ErrorSummary, NotificationBanner, PasswordInput, SkipLink
]) {
  createAll(component)
}

keepWords(document)
sendOnce(document)
revealWhatIsChosen(document)
letScrollersBeReached(document)
tellThatEditing(document)
openPassages(document)
chooseWords(document)
