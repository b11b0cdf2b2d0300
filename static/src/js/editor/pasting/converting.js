// What is on the clipboard, as Markdown as this site reads it.

import TurndownService from 'turndown'

import { inert } from '../parsing.js'
import { clean } from './cleaning.js'
import { escapeInline, revealEscapes } from './escaping.js'
import { addTables } from './tables.js'

const service = new TurndownService({
  headingStyle: 'atx',
  bulletListMarker: '-',
  emDelimiter: '*',
  codeBlockStyle: 'fenced',
  hr: '---'
})
service.escape = escapeInline
addTables(service)
service.addRule('list', {
  filter: ['ul', 'ol'],
  replacement: (content, node) => node.parentNode.nodeName === 'LI' ? `\n${content}` : `\n\n${content}\n\n`
})
// Four columns for what belongs to an item: fewer would not be read as belonging to it.
service.addRule('item', {
  filter: 'li',
  replacement (content, node) {
    const list = node.parentNode
    const number = Number(list.getAttribute('start') || 1) + [...list.children].indexOf(node)
    const mark = list.nodeName === 'OL' ? `${number}. ` : '- '
    const words = content.trim().replace(/\n(?=.)/g, '\n    ')
    return `${mark}${words}${node.nextElementSibling ? '\n' : ''}`
  }
})
service.addRule('sign', { filter: 'ps-sign', replacement: (content, node) => node.textContent.trim() })
service.addRule('code', {
  filter: (node) => node.nodeName === 'PRE',
  replacement: (content, node) => `\n\n\`\`\`\n${node.textContent.replace(/\n$/, '')}\n\`\`\`\n\n`
})
service.addRule('address', {
  filter: (node) => node.nodeName === 'A' && node.textContent.trim() === node.getAttribute('href'),
  replacement: (content, node) => node.getAttribute('href')
})

// {text, plain, formed, pictures}, or null where the browser should paste as it always does.
export function convert (clipboard) {
  const plain = clipboard.getData('text/plain')
  const html = clipboard.getData('text/html')
  if (!html) return null
  const body = inert(disarmed(html)).body
  if (isSource(body)) return null
  const { pictures } = clean(body)
  const text = tidy(revealEscapes(service.turndown(body)))
  if (text === '' && !pictures) return null
  return { text, plain: plain || null, formed: bare(text) !== bare(plain), pictures: pictures > 0 }
}

// Styles and handlers would be refused, and reported, even where nothing runs. What they said stays readable.
function disarmed (html) {
  return html.replace(/<style\b[\s\S]*?<\/style>/gi, '')
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'])(style|on[a-z]+)(?=\s*=)/gi, '$1data-was-$2'))
}

// Copied from a program's editor, or as Markdown from a page: the text is already what it should be.
function isSource (body) {
  const first = body.firstElementChild
  const alone = first && body.children.length === 1
  return alone && (first.nodeName === 'PRE' || /white-space:\s*pre(;|$)/.test(first.dataset.wasStyle || ''))
}

function tidy (text) {
  return text.replace(/[^\S\n]+$/gm, (spaces) => spaces.length > 1 ? '  ' : '')
    .replace(/ {2}\n(?=\n|$)/g, '\n').replace(/\n{3,}/g, '\n\n').trim()
}

function bare (text) {
  return (text || '').replace(/\s+/g, ' ').trim()
}
