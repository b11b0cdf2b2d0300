// Builds ../dist from scss/, js/ and images/: minified, named by a hash of their content, each with a
// .gz and a .br beside it, and manifest.json, which maps plain names to hashed ones.
// The same sources and lock file give the same bytes, so that a rebuild can be compared with what is committed.
// `node build.mjs DIR` writes to DIR instead.

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
const browsers = ['chrome64', 'edge79', 'firefox68', 'safari12']
const syntax = 'es2018'

async function styles (name, words) {
  const { css } = sass.compile(join(here, 'scss', name), { loadPaths: [modules] })
  const { code } = await esbuild.transform(css, { loader: 'css', minify: true, target: browsers })
  return Buffer.from(words + code)
}

async function script (name, words) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(here, 'js', name)],
    nodePaths: [modules],
    bundle: true,
    minify: true,
    format: 'esm',
    target: syntax,
    supported: { 'dynamic-import': true },
    legalComments: 'none',
    plugins: [quiet],
    write: false
  })
  return Buffer.from(words + outputFiles[0].text)
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

const built = {
  'mark.svg': mark(),
  'policyspace.css': await styles('policyspace.scss', notice),
  'policyspace.js': await script('policyspace.js', notice),
  'editor.css': await styles('editor.scss', ''),
  'editor.js': await script('editor/editor.js', converter),
  'codemirror.js': await script('editor/codemirror.js', editor)
}
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
const manifest = {}
for (const [name, bytes] of Object.entries(built)) {
  manifest[name] = hashed(name, bytes)
  keep(manifest[name], bytes)
  console.log(`${manifest[name]}  ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} gzipped`)
}
writeFileSync(join(out, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n')
