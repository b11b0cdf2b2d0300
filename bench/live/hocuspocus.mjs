// A server of hocuspocus as its documentation begins, on the port that is asked for: in memory, or in the SQLite database
// that is named besides, where its own extension keeps a document two seconds after the last change, and every ten.
import { Server } from '@hocuspocus/server'
import process from 'node:process'

const [port, database] = process.argv.slice(2)
const extensions = database ? [new (await import('@hocuspocus/extension-sqlite')).SQLite({ database })] : []
await new Server({ port: Number(port), address: '127.0.0.1', quiet: true, stopOnSignals: true, extensions }).listen()
