/**
 * Asks GitHub's own parser about workflows and manifests of actions. A program of its own, since the parser imports
 * JSON in a way that Node refuses without a hook: documents come as JSON on stdin, what is wrong goes to stdout.
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

/** A file by its path in the repository: the parser goes by it. */
export interface Document {
  path: string
  text: string
}

/** What is wrong with a document. */
export interface Diagnosis {
  kind: 'error' | 'warning'
  message: string
  /** From 1. */
  line: number
}

const manifest = parse(readFileSync('action.yml', 'utf8')) as ActionMetadata

/** Of the actions that a workflow uses, only this one is known here; of the others every input is taken. */
const fetchActionMetadata = ({ name }: ActionReference): Promise<ActionMetadata> =>
  Promise.resolve(name === 'deployment-lifecycle' ? manifest : { name, description: '' })

async function diagnose({ path, text }: Document, place: number): Promise<Diagnosis[]> {
  // The parser remembers what it has seen under an address.
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
