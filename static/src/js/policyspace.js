// The first script of every page, as small as can be, for the one it asks for would have half the line from the style
// sheet, which the first words wait for.

import './page.js'
