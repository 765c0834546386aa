/**
 * Checks workflows and action manifests with GitHub's own parser: reads documents as JSON from stdin, and writes findings
 * to stdout. This is a separate program, because the parser imports JSON in a way that Node only accepts with a hook.
 */
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import type { ActionMetadata, ActionReference } from '@actions/languageservice/action'
import { parse } from 'yaml'

registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context)
})
const { validate } = await import('@actions/languageservice')
const { TextDocument } = await import('vscode-languageserver-textdocument')

/** A file with its path in the repository, because the parser's checks depend on the path. */
export interface Document {
  path: string
  text: string
}

/** A finding in a document. */
export interface Diagnosis {
  kind: 'error' | 'warning'
  message: string
  /** Line number, starting at 1. */
  line: number
}

const manifest = parse(readFileSync('action.yml', 'utf8')) as ActionMetadata

/** Only the inputs of this action are known. The parser accepts all inputs of other actions. */
const fetchActionMetadata = ({ name }: ActionReference): Promise<ActionMetadata> =>
  Promise.resolve(name === 'deployment-lifecycle' ? manifest : { name, description: '' })

async function diagnose({ path, text }: Document, place: number): Promise<Diagnosis[]> {
  // The parser caches files by their URI.
  const document = TextDocument.create(`file:///${place}/${path}`, 'yaml', 1, text)
  const found = await validate(document, { actionsMetadataProvider: { fetchActionMetadata } })
  return found.map(({ severity, message, range }) => ({
    kind: severity === 1 ? 'error' : 'warning',
    message: typeof message === 'string' ? message : message.value,
    line: range.start.line + 1
  }))
}

const documents = JSON.parse(readFileSync(0, 'utf8')) as Document[]
process.stdout.write(JSON.stringify(await Promise.all(documents.map(diagnose))))
