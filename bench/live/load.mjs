// The load program of live editing: many editors of one or many documents, the same for every server.
// Reads one JSON object from its standard input and prints one. Each editor is a peer of its own, with its own Y.Doc; what
// it types is a marker, "~7.12~", for which every other editor of the document looks in what it receives.
// Asked with `untilKilled`, they type until the server is gone, and tell which markers it had acknowledged by then, and
// which it had told others. Asked with `reading`, one joins and tells the text.
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import http from 'node:http'
import process from 'node:process'
import WebSocket from 'ws'
import * as Y from 'yjs'

const SYNC = 0, AWARENESS = 1, AUTH = 2, SAVED = 8, ACKNOWLEDGED = 100
const DRAIN = 2500
const asked = JSON.parse(await text(process.stdin))
const sentAt = new Map()
const told = new Set()
const latencies = []
const lags = []
let acknowledged = 0

async function text(stream) {
  let whole = ''
  for await (const piece of stream) whole += piece
  return whole
}

const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds))

class Editor {
  constructor(room, number, cookie) {
    Object.assign(this, { room, number, doc: new Y.Doc(), clock: 0, typed: 0, kept: 0, synced: false })
    this.words = this.doc.getText('text')
    this.doc.on('update', (update, origin) => origin === 'server' || this.send(SYNC, (out) => {
      encoding.writeVarUint(out, 2)
      encoding.writeVarUint8Array(out, update)
    }))
    const headers = { Origin: asked.origin, ...(cookie ? { Cookie: cookie } : {}) }
    this.socket = new WebSocket(asked.url + room.path, { headers, perMessageDeflate: false })
    this.socket.binaryType = 'nodebuffer'
    this.ready = new Promise((done, failed) => {
      this.done = done
      this.socket.on('error', failed)
      this.socket.on('close', (code) => failed(new Error(`closed with ${code}`)))
    })
    this.gone = new Promise((done) => this.socket.on('close', done))
    this.ready.catch(() => {})
    this.socket.on('open', () => this.greet())
    this.socket.on('message', (data) => this.hear(data))
  }

  greet() {
    if (asked.named) this.send(AUTH, (out) => {
      encoding.writeVarUint(out, 0)
      encoding.writeVarString(out, 'token')
      encoding.writeVarString(out, asked.named)
    })
    this.send(SYNC, (out) => {
      encoding.writeVarUint(out, 0)
      encoding.writeVarUint8Array(out, Y.encodeStateVector(this.doc))
    })
  }

  send(kind, write) {
    if (this.socket.readyState !== WebSocket.OPEN) return
    const out = encoding.createEncoder()
    if (asked.named) encoding.writeVarString(out, this.room.name)
    encoding.writeVarUint(out, kind)
    write(out)
    this.socket.send(encoding.toUint8Array(out))
  }

  hear(data) {
    const input = decoding.createDecoder(data)
    if (asked.named) decoding.readVarString(input)
    const kind = decoding.readVarUint(input)
    if (kind === ACKNOWLEDGED) {
      acknowledged += 1
      this.kept = decoding.readVarUint(input)
    }
    // hocuspocus says so of each change, and of the empty one with which an editor begins
    if (kind === SAVED && this.typed && decoding.readVarUint(input)) this.kept += 1
    if (kind !== SYNC && kind !== 4) return
    const step = decoding.readVarUint(input)
    if (step === 0) return this.send(SYNC, (out) => {
      encoding.writeVarUint(out, 1)
      encoding.writeVarUint8Array(out, Y.encodeStateAsUpdate(this.doc, decoding.readVarUint8Array(input)))
    })
    if (step === 1 && !this.synced) {
      this.synced = true
      if (this.replica) Y.applyUpdate(this.doc, decoding.readVarUint8Array(input), 'server')
      this.done()
      return
    }
    if (this.replica) Y.applyUpdate(this.doc, decoding.readVarUint8Array(input), 'server')
    this.look(data)
  }

  look(data) {
    const now = performance.now()
    for (const [, marker] of data.latin1Slice().matchAll(/~(\d+\.\d+)~/g)) {
      const at = sentAt.get(marker)
      if (at === undefined || marker.startsWith(`${this.number}.`)) continue
      latencies.push(now - at)
      told.add(marker)
    }
  }

  type() {
    const marker = `${this.number}.${this.typed++}`
    sentAt.set(marker, performance.now())
    const places = this.words.length + 1
    this.words.insert(asked.untilKilled ? places - 1 : Math.floor(Math.random() * places), `~${marker}~`)
    const state = JSON.stringify({ cursor: { anchor: null, head: null, at: this.typed }, user: { name: 'A' } })
    this.send(AWARENESS, (out) => {
      const inner = encoding.createEncoder()
      encoding.writeVarUint(inner, 1)
      encoding.writeVarUint(inner, this.doc.clientID)
      encoding.writeVarUint(inner, ++this.clock)
      encoding.writeVarString(inner, state)
      encoding.writeVarUint8Array(out, encoding.toUint8Array(inner))
    })
  }
}

function pages(times, over) {
  const one = () => new Promise((done) => {
    const began = performance.now()
    http.get(asked.page, { headers: { Cookie: asked.rooms[0].cookies[0] } }, (answer) => {
      answer.resume()
      answer.on('end', () => { times.push(answer.statusCode === 200 ? performance.now() - began : NaN); done() })
    }).on('error', () => { times.push(NaN); done() })
  })
  return (async () => { while (!over()) await Promise.all([one(), wait(125)]) })()
}

const share = (values, part) => {
  const sorted = values.filter((each) => !Number.isNaN(each)).sort((a, b) => a - b)
  return sorted.length ? Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] * 10) / 10 : null
}

async function joined(room, number, cookie, replica = false) {
  const began = performance.now()
  const editor = new Editor(room, number, cookie)
  editor.replica = replica
  await editor.ready
  return { editor, took: performance.now() - began }
}

async function killed() {
  const [room] = asked.rooms
  const editors = []
  for (let each = 0; each < asked.editors; each++) editors.push((await joined(room, each, room.cookies[each])).editor)
  for (const editor of editors) {
    const again = () => setTimeout(() => {
      if (editor.socket.readyState !== WebSocket.OPEN) return
      editor.type()
      again()
    }, 1000 / asked.rate * (0.5 + Math.random()))
    again()
  }
  process.stderr.write('typing\n')
  await Promise.all(editors.map((each) => each.gone))
  const acknowledged = editors.flatMap(({ number, kept }) => Array.from({ length: kept }, (_, n) => `${number}.${n}`))
  return { sent: sentAt.size, acknowledged, told: [...told] }
}

async function reading() {
  const [room] = asked.rooms
  return { text: (await joined(room, 0, room.cookies[0], true)).editor.words.toString() }
}

async function typing() {
  const editors = []
  for (const room of asked.rooms) {
    for (let each = 0; each < asked.editors; each++) {
      editors.push((await joined(room, editors.length, room.cookies[each])).editor)
    }
  }
  let over = false
  const times = []
  const reading = asked.page ? pages(times, () => over) : null
  const every = 1000 / asked.rate
  const until = performance.now() + asked.seconds * 1000
  const timers = editors.map((editor) => {
    const again = () => {
      if (performance.now() >= until) return
      const due = performance.now() + every * (0.5 + Math.random())
      setTimeout(() => { lags.push(performance.now() - due); editor.type(); again() }, due - performance.now())
    }
    return again()
  })
  await wait(asked.seconds * 1000 + DRAIN)
  over = true
  await reading
  const room = asked.rooms[0]
  const last = (await joined(room, editors.length, room.cookies[0], true)).editor
  await wait(200)
  const whole = last.words.toString()
  const own = editors.filter((each) => each.room === room)
  let missing = 0
  for (const each of own) for (let n = 0; n < each.typed; n++) {
    // another's marker may stand inside one: its own letters are still there, in their order
    missing += each.words.toString().includes(`~${each.number}.${n}~`) && !whole.includes(`~${each.number}.${n}~`)
  }
  const wanted = sentAt.size * (asked.editors - 1)
  return {
    sent: sentAt.size, delivered: latencies.length / wanted, p50: share(latencies, 0.5), p95: share(latencies, 0.95),
    p99: share(latencies, 0.99), lag: share(lags, 0.99), page50: share(times, 0.5), page95: share(times, 0.95),
    pages: times.length, pagesFailed: times.filter(Number.isNaN).length, acknowledged, missing, timers: timers.length
  }
}

// So many edits go in one message: what a page brings that was away for a while, and no more than a server takes.
const AT_ONCE = 1000

async function joining() {
  const room = asked.rooms[0]
  const first = (await joined(room, 0, room.cookies[0])).editor
  const past = new Y.Doc()
  const words = past.getText('text')
  let told = []
  past.on('update', (update) => told.push(update))
  words.insert(0, 'The council must tell each family where they will live next. '.repeat(1350))
  for (let each = 1; each <= asked.edits; each++) {
    words.insert(Math.floor(Math.random() * words.length), 'word ')
    if (each % AT_ONCE && each < asked.edits) continue
    const update = Y.mergeUpdates(told)
    told = []
    first.send(SYNC, (out) => {
      encoding.writeVarUint(out, 2)
      encoding.writeVarUint8Array(out, update)
    })
    await wait(200)
  }
  await wait(3000)
  const times = []
  for (let each = 0; each < asked.joins; each++) {
    const { editor, took } = await joined(room, 1 + each, room.cookies[0], true)
    if (editor.words.length < words.length) throw new Error(`joined with ${editor.words.length} of ${words.length}`)
    times.push(took)
    editor.socket.removeAllListeners('close')
    editor.socket.terminate()
  }
  return { p50: share(times, 0.5), p95: share(times, 0.95), length: words.length }
}

const act = asked.edits ? joining : asked.untilKilled ? killed : asked.reading ? reading : typing
process.stdout.write(JSON.stringify(await act()), () => process.exit(0))
