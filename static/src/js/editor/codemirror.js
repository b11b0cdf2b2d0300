// Fetched only where the editor is wanted: see switching.js. What writing together is made of stands beside the editor,
// because both must use the very same CodeMirror (build.mjs lets live.js take it from here).

export { changesBetween } from './writer/comparing.js'
export { openWriter } from './writer/writer.js'
export { travel } from './writer/travelling.js'
export { Annotation, ChangeSet, Compartment, EditorSelection, EditorState, Facet, RangeSet } from '@codemirror/state'
export { Decoration, EditorView, ViewPlugin, WidgetType } from '@codemirror/view'
