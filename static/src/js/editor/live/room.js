// A room of the live server: the shared text, who is there, and whether all that was written here is on its disk.

import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { WebsocketProvider } from 'y-websocket'
import { applyUpdate, Doc, UndoManager } from 'yjs'

const [SYNC, ACKNOWLEDGED, NOTICE] = [0, 100, 101]
const [STEP_2, UPDATE] = [1, 2]
// Bytes of an update that carries nothing: no structs, no deletions.
const NOTHING = 2
// Closed with one of these, coming back would end the same way.
const FOR_GOOD = [1007, 1009, 4403, 4409]
const LONGEST_WAIT = 10000
// A connection that ends sooner was in vain.
const LASTING = 10000

// name: "<document>.<epoch>". `shared`: the text as the server has it on its disk, as far as it has told us.
// `heard` is called soon after anything happened, never in the middle of it.
export function enterRoom (name, heard) {
  const doc = new Doc()
  const text = doc.getText('text')
  const shared = new Doc()
  const state = { connected: false, everSynced: false, mayWrite: true, unsaved: '', closed: null, dirty: false, revision: null }
  // What was sent and is not acknowledged.
  let waiting = []
  let [acknowledged, answered] = [0, false]
  let [opened, inVain] = [0, 0]
  let told = true

  function changed () {
    if (!told) return
    told = false
    queueMicrotask(() => {
      told = true
      heard()
    })
  }

  const provider = new WebsocketProvider(`${location.protocol.replace('http', 'ws')}//${location.host}/live`, name, doc, {
    disableBc: true,
    // Not all at once, when a server with many comes back.
    maxBackoffTime: LONGEST_WAIT * (0.75 + Math.random() / 2),
    WebSocketPolyfill: socketThatTells((data) => {
      if (data[0] !== SYNC || (data[1] !== STEP_2 && data[1] !== UPDATE)) return
      if (data[1] === STEP_2) answered = true
      const update = updateIn(data)
      if (data[1] === UPDATE || update.length > NOTHING) waiting.push(update)
      changed()
    })
  })

  provider.messageHandlers[ACKNOWLEDGED] = (_encoder, decoder) => {
    const now = readVarUint(decoder)
    for (const update of waiting.splice(0, now - acknowledged)) applyUpdate(shared, update)
    acknowledged = now
    changed()
  }
  provider.messageHandlers[NOTICE] = (_encoder, decoder) => {
    notice(JSON.parse(readVarString(decoder)))
    changed()
  }

  // The provider waits longer after each connection that cannot be made, and forgets that when one is made. A server that
  // lets us in and hangs up at once would be asked ten times a second, by all who were there together.
  function waitLonger () {
    inVain = Date.now() - opened < LASTING ? inVain + 1 : 0
    provider.wsUnsuccessfulReconnects = inVain + Math.random()
  }

  function notice ({ kind, ...facts }) {
    if (kind === 'readonly' || kind === 'editing') state.mayWrite = kind === 'editing'
    if (kind === 'unsaved') state.unsaved = facts.why
    if (kind === 'revision') Object.assign(state, { unsaved: '', revision: facts })
  }

  // A connection that is cut off may seem to stand for a long time: the browser knows first.
  const goOffline = () => provider.disconnect()
  const goOnline = () => { if (!state.closed) provider.connect() }
  window.addEventListener('offline', goOffline)
  window.addEventListener('online', goOnline)

  // Acknowledged: the server has answered what we miss, knows what it missed, and has all of it on disk.
  const isSaved = () => provider.synced && answered && waiting.length === 0

  provider.on('status', ({ status }) => {
    if (status === 'connecting') return
    state.connected = status === 'connected'
    if (state.connected) opened = Date.now()
    ;[waiting, acknowledged, answered] = [[], 0, false]
    changed()
  })
  provider.on('sync', (synced) => {
    state.everSynced ||= synced
    changed()
  })
  provider.on('connection-close', (event) => {
    if (provider.wsconnected) waitLonger()
    if (!event || !FOR_GOOD.includes(event.code)) return
    provider.shouldConnect = false
    state.closed = event.code
    changed()
  })
  doc.on('update', (update, origin) => {
    if (origin === provider) applyUpdate(shared, update)
    else state.dirty = true
    changed()
  })
  provider.awareness.on('change', changed)
  // Others pass over the very first state of a client: this one says that we are here.
  provider.awareness.setLocalState({})

  return {
    state,
    doc,
    text,
    awareness: provider.awareness,
    undoManager: new UndoManager(text),
    isHere: () => provider.synced,
    isSaved,
    shared: () => shared.getText('text').toString(),
    leave () {
      window.removeEventListener('offline', goOffline)
      window.removeEventListener('online', goOnline)
      provider.destroy()
      doc.destroy()
      shared.destroy()
    }
  }
}

function socketThatTells (tell) {
  return class extends WebSocket {
    send (data) {
      super.send(data)
      tell(data)
    }
  }
}

function updateIn (message) {
  const decoder = createDecoder(message)
  decoder.pos = 2
  return readVarUint8Array(decoder)
}
