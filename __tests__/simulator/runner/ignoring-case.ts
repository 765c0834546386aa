/**
 * The runner ignores case in the names of inputs, outputs and state. The first spelling and the last value count.
 * https://github.com/actions/runner/blob/main/src/Sdk/DTPipelines/Pipelines/ContextData/DictionaryContextData.cs
 */
export type Names = Record<string, string>

export function put(names: Names, name: string, value: string): void {
  names[spelling(names, name) ?? name] = value
}

export function has(names: Names, name: string): boolean {
  return spelling(names, name) !== undefined
}

function spelling(names: Names, name: string): string | undefined {
  return Object.keys(names).find(known => known.toLowerCase() === name.toLowerCase())
}
