// Builds ../dist from scss/, js/ and images/: minified, named by a hash of their content, each with a
// .gz and a .br beside it, and manifest.json, which maps plain names to hashed ones.
// The same sources and lock file give the same bytes, so that a rebuild can be compared with what is committed.
// `node build.mjs DIR` writes to DIR instead.

import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

import * as esbuild from 'esbuild'
import * as sass from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const out = resolve(process.argv[2] ?? join(here, '..', 'dist'))
const modules = join(here, 'node_modules')
const notice = '/*! Contains GOV.UK Frontend 6.3.0, (c) Crown copyright (Government Digital Service), MIT licence */\n'
const converter = '/*! Contains Turndown 7.2.5, (c) Dom Christie, with collapse-whitespace, (c) Luc Thevenard, MIT licence */\n'
const editor = '/*! Contains CodeMirror 6 and Lezer, (c) Marijn Haverbeke and others, MIT licence */\n'
const together = '/*! Contains Yjs, y-websocket, y-codemirror.next, y-protocols and lib0, (c) Kevin Jahns and others, MIT licence */\n'
const browsers = ['chrome64', 'edge79', 'firefox68', 'safari12']
const syntax = 'es2018'
const taken = new Set()
const unused = new Set(JSON.parse(readFileSync(join(here, 'unused.json'))))

async function styles (name, words) {
  const { css } = sass.compile(join(here, 'scss', name), { loadPaths: [modules] })
  const { code } = await esbuild.transform(css, { loader: 'css', minify: true, target: browsers })
  return Buffer.from(words + without(code))
}

// A minified style sheet without the rules for what is on no page: GOV.UK Frontend's classes that are named in
// unused.json. What only says that an element is not of such a class stays.
function without (code) {
  let kept = ''
  for (let at = 0; at < code.length;) {
    const opening = code.indexOf('{', at)
    if (opening < 0) return kept + code.slice(at)
    let end = opening + 1
    for (let depth = 1; depth; end++) depth += code[end] === '{' ? 1 : code[end] === '}' ? -1 : 0
    const head = code.slice(at, opening)
    const body = code.slice(opening + 1, end - 1)
    if (/^@(media|supports)/.test(head)) {
      const inside = without(body)
      if (inside) kept += `${head}{${inside}}`
    } else {
      const asked = head.startsWith('@') ? [head] : head.split(/,(?![^(]*\))/).filter((each) => !isUnused(each))
      if (asked.length) kept += `${asked.join()}{${body}}`
    }
    at = end
  }
  return kept
}

const isUnused = (selector) => {
  const classes = selector.replace(/:not\([^()]*\)/g, '').match(/\.(?:[\w-]|\\.)+/g) ?? []
  return classes.some((each) => unused.has(each.slice(1).replace(/\\/g, '')))
}

async function script (name, words, plugins = []) {
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: [join(here, 'js', name)],
    nodePaths: [modules],
    bundle: true,
    minify: true,
    format: 'esm',
    target: syntax,
    supported: { 'dynamic-import': true },
    legalComments: 'none',
    plugins: [quiet, ...plugins],
    metafile: true,
    write: false
  })
  for (const [file, { bytesInOutput }] of Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs))) {
    if (bytesInOutput) taken.add(packageOf(file))
  }
  return Buffer.from(words + outputFiles[0].text)
}

// The folder of the package that a bundled file is from; none for our own.
const packageOf = (file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(resolve(file))?.[1]

// What each bundled package says of its licence, in full.
function licences () {
  const told = [...taken].filter(Boolean).sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json')))
    const file = readdirSync(folder).sort().find((each) => /^licen[cs]e/i.test(each))
    const words = file ? readFileSync(join(folder, file), 'utf8').trim() : license
    return `${name} ${version}\n\n${words}\n`
  })
  return Buffer.from(told.join(`\n${'-'.repeat(72)}\n\n`))
}

// Turndown tries the browser's parser as it loads, with a plain string, which our policy of trusted types forbids and
// reports. We give it elements only, so it needs no parser.
const quiet = {
  name: 'quiet',
  setup ({ onLoad }) {
    onLoad({ filter: /turndown\.browser\.es\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8')
      const probe = 'canParseHTMLNatively() ? root.DOMParser : createHTMLParser()'
      if (!source.includes(probe)) throw new Error('Turndown no longer asks for a parser as it did')
      return { contents: source.replace(probe, 'null'), loader: 'js' }
    })
  }
}

// What matches `filter` is taken from `file`, by its hashed name, and not bundled.
const beside = (filter, file) => ({
  name: 'beside',
  setup ({ onResolve }) {
    onResolve({ filter }, () => ({ path: `./${file}`, external: true }))
  }
})

// Writing together needs the very CodeMirror that the editor runs on: it takes it from that file, with how the editor
// compares texts.
const ofEditor = /^@codemirror\/(state|view)$|\/writer\/comparing\.js$/

function mark () {
  return Buffer.from(readFileSync(join(here, 'images', 'mark.svg'), 'utf8').replace(/\n\s*/g, ''))
}

function hashed (name, bytes) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  const ending = extname(name)
  return `${name.slice(0, -ending.length)}.${hash}${ending}`
}

function keep (name, bytes) {
  writeFileSync(join(out, name), bytes)
  writeFileSync(join(out, `${name}.gz`), gzipSync(bytes, { level: 9 }))
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  writeFileSync(join(out, `${name}.br`), brotliCompressSync(bytes, { params }))
}

const codemirror = await script('editor/codemirror.js', editor)
const page = await script('page.js', notice)
const built = {
  'mark.svg': mark(),
  'policyspace.css': await styles('policyspace.scss', notice),
  'policyspace.js': await script('policyspace.js', '', [beside(/^\.\/page\.js$/, hashed('page.js', page))]),
  'page.js': page,
  'editor.css': await styles('editor.scss', ''),
  'editor.js': await script('editor/editor.js', converter),
  'codemirror.js': codemirror,
  'live.js': await script('editor/live/live.js', together, [beside(ofEditor, hashed('codemirror.js', codemirror))]),
  'watching.js': await script('editor/live/watching.js', together)
}
built['licences.txt'] = licences()
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
const manifest = {}
for (const [name, bytes] of Object.entries(built)) {
  manifest[name] = hashed(name, bytes)
  keep(manifest[name], bytes)
  console.log(`${manifest[name]}  ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} gzipped`)
}
writeFileSync(join(out, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n')
