// Writes from_yjs.json: documents that several clients of Yjs wrote at once, each with its text and with who wrote
// what, read from Yjs's own items. `node from_yjs.mjs [seed] [how many] > from_yjs.json`; needs static/src/node_modules.

import { createRequire } from 'node:module'

const require = createRequire(new URL('../../../../static/src/build.mjs', import.meta.url))
const Y = require('yjs')
const WORDS = ['bus ', 'é', '🚌', '学校', 'a\u0301', '\n\n', 'x', 'the driver ', '👩‍👧', 'ŵ', '- ', '1']

function chance (seed) {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor(state / 4294967296 * below)
  }
}

function change (text, below) {
  const at = below(text.length + 1)
  if (text.length && below(3) === 0) text.delete(Math.min(at, text.length - 1), 1 + below(Math.min(6, text.length - Math.min(at, text.length - 1))))
  else text.insert(at, WORDS[below(WORDS.length)])
}

function passages (text) {
  const found = []
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.content.str) continue
    const last = found.at(-1)
    if (last && last[0] === item.id.client) last[1] += item.content.str
    else found.push([item.id.client, item.content.str])
  }
  return found
}

function written (seed) {
  const below = chance(seed)
  const docs = Array.from({ length: 2 + below(3) }, () => new Y.Doc({ gc: below(2) === 0 }))
  for (const doc of docs) doc.clientID = 1 + below(4294967295)
  for (let step = 0; step < 20 + below(50); step += 1) {
    const doc = docs[below(docs.length)]
    if (below(4) > 0) change(doc.getText('text'), below)
    else Y.applyUpdate(doc, Y.encodeStateAsUpdate(docs[below(docs.length)]))
  }
  for (const doc of docs) Y.applyUpdate(docs[0], Y.encodeStateAsUpdate(doc))
  const text = docs[0].getText('text')
  return {
    update: Buffer.from(Y.encodeStateAsUpdate(docs[0])).toString('base64'), text: text.toString(), passages: passages(text)
  }
}

const [seed, many] = process.argv.slice(2).map(Number)
const documents = Array.from({ length: many || 30 }, (_, each) => written((seed || 1) + each))
console.log(`[\n${documents.map((each) => JSON.stringify(each)).join(',\n')}\n]`)
