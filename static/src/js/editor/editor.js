// Pages on which a document is written. The plain text box is the field of the form and works without any of this.
// What is here is small; the editor itself is fetched only where it is wanted (codemirror.js).

import { showPreviews } from './preview.js'
import { startEditors } from './switching.js'

startEditors(document)
showPreviews(document)
