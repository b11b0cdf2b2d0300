// Fetched only where the editor is wanted: see switching.js.

export { openWriter } from './writer/writer.js'
