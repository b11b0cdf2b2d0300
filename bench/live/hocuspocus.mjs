// A server of hocuspocus as its documentation begins: in memory, on the port that is asked for.
import { Server } from '@hocuspocus/server'
import process from 'node:process'

await new Server({ port: Number(process.argv[2]), address: '127.0.0.1', quiet: true, stopOnSignals: true }).listen()
