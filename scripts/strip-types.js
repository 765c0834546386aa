// A Jest transformer that uses Node's type stripping, so tests run the sources themselves.
import { createHash } from 'node:crypto'
import { stripTypeScriptTypes } from 'node:module'
import process from 'node:process'

export default {
  process: source => ({ code: stripTypeScriptTypes(source) }),
  getCacheKey: (source, path) => createHash('sha256').update(`${process.version}\0${path}\0${source}`).digest('hex')
}
