// Markdown as this site reads it: with tables, without HTML. Classes, not styles, tell what is what.

import { commonmarkLanguage, markdownLanguage } from '@codemirror/lang-markdown'
import { Language, LanguageSupport, syntaxHighlighting } from '@codemirror/language'
import { tagHighlighter, tags } from '@lezer/highlight'
import { Table } from '@lezer/markdown'

const parser = commonmarkLanguage.parser.configure([
  Table, { remove: ['HTMLBlock', 'HTMLTag', 'SetextHeading'] }
])
const language = new Language(markdownLanguage.data, parser, [], 'markdown')

const classes = tagHighlighter([
  { tag: tags.heading1, class: 'ps-md-heading ps-md-heading--1' },
  { tag: tags.heading2, class: 'ps-md-heading ps-md-heading--2' },
  { tag: tags.heading3, class: 'ps-md-heading ps-md-heading--3' },
  { tag: tags.heading, class: 'ps-md-heading' },
  { tag: tags.strong, class: 'ps-md-strong' },
  { tag: tags.emphasis, class: 'ps-md-emphasis' },
  { tag: tags.link, class: 'ps-md-link' },
  { tag: tags.url, class: 'ps-md-address' },
  { tag: tags.quote, class: 'ps-md-quote' },
  { tag: tags.monospace, class: 'ps-md-code' },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.escape], class: 'ps-md-sign' }
])

export const markdown = [new LanguageSupport(language), syntaxHighlighting(classes)]
