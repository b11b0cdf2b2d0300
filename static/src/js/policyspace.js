// Everything works without this script; it only smooths. Later modules are started here, one line each.

import {
  Button, CharacterCount, Checkboxes, createAll, ErrorSummary, NotificationBanner, PasswordInput, Radios, SkipLink, Tabs
} from 'govuk-frontend'

import { sendOnce } from './sending.js'
import { letScrollersBeReached } from './scrolling.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')

for (const component of [
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, SkipLink, Tabs
]) {
  createAll(component)
}

sendOnce(document)
letScrollersBeReached(document)
