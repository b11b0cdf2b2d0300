// A room of the live server: the shared text, who is there, and whether all that was written here is on its disk.

import { createDecoder, readVarString, readVarUint } from 'lib0/decoding'
import { WebsocketProvider } from 'y-websocket'
import { Doc, UndoManager } from 'yjs'

const [SYNC, ACKNOWLEDGED, NOTICE] = [0, 100, 101]
const [STEP_2, UPDATE] = [1, 2]
// Closed with one of these, coming back would end the same way.
const FOR_GOOD = [1007, 1009, 4403, 4409]
const LONGEST_WAIT = 10000

// name: "<document>.<epoch>". `heard` is called soon after anything happened, never in the middle of it.
export function enterRoom (name, heard) {
  const doc = new Doc()
  const text = doc.getText('text')
  const state = { connected: false, everSynced: false, mayWrite: true, unsaved: '', closed: null, dirty: false, revision: null }
  let [sent, acknowledged, answered] = [0, 0, false]
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
      if (data[1] === UPDATE || !isEmpty(data)) sent += 1
      changed()
    })
  })

  provider.messageHandlers[ACKNOWLEDGED] = (_encoder, decoder) => {
    acknowledged = readVarUint(decoder)
    changed()
  }
  provider.messageHandlers[NOTICE] = (_encoder, decoder) => {
    notice(JSON.parse(readVarString(decoder)))
    changed()
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
  const isSaved = () => provider.synced && answered && acknowledged >= sent

  provider.on('status', ({ status }) => {
    if (status === 'connecting') return
    state.connected = status === 'connected'
    ;[sent, acknowledged, answered] = [0, 0, false]
    changed()
  })
  provider.on('sync', (synced) => {
    state.everSynced ||= synced
    changed()
  })
  provider.on('connection-close', (event) => {
    if (!event || !FOR_GOOD.includes(event.code)) return
    provider.shouldConnect = false
    state.closed = event.code
    changed()
  })
  doc.on('update', (_update, origin) => {
    if (origin !== provider) state.dirty = true
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
    leave () {
      window.removeEventListener('offline', goOffline)
      window.removeEventListener('online', goOnline)
      provider.destroy()
      doc.destroy()
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

// A second step that carries nothing: no structs, no deletions.
function isEmpty (data) {
  const decoder = createDecoder(data)
  decoder.pos = 2
  return readVarUint(decoder) === 2
}
