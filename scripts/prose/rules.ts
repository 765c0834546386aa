const mostWords = 25

/** Patterns that no sentence may contain, and the advice for each. */
const plainWords: readonly (readonly [RegExp, string])[] = [
  [/^Where\b.*\.$/, '"If" introduces a condition, not "where"'],
  [/(?:, |\b(?:and|but|even|except|only|or) )where\b/i, '"if" introduces a condition, not "where"'],
  [/^There (?:is|are|was|were)\b/, 'Start with the subject, not with "There is"'],
  [/^It is .* (?:that|to|who)\b/, 'Start with the subject, not with "It is … that"'],
  [/^(?:Of|What|That of|Such a|So is)\b.*[.:]$/, 'Start with the subject, not with a clause that stands for it'],
  [/\b(?:that|those) of\b/i, 'Repeat the noun instead of "that of"'],
  [
    /\b(?:such a one|the like of|the ones? that|of which|of whose|as of)\b/i,
    'Name the thing instead of "such a one", "the one that", "of which", "as of"'
  ],
  [/\b(?:and no other|none but|not un\w+|no less than|nothing but)\b/i, 'Say it directly: "only", not "and no other"'],
  [/\bas well\b(?! as)/i, 'Write "also", not "as well"'],
  [/;.*;/, 'Write two sentences instead of a chain of semicolons'],
  [
    /\b(?:stands? (?:in for|first|there|beside)|gives? way|left alone|is spared)\b/i,
    'Use a plain verb: "is", "replaces", "is kept"'
  ],
  [/\b(\w+) \1\b(?<!\b(?:that|had) \w+)/i, 'A word is repeated']
]

/** Returns what to change in a sentence. */
export function adviceFor(sentence: string): string[] {
  const words = sentence.split(' ').filter(word => /[\p{L}\p{N}_]/u.test(word)).length
  const advice = plainWords.filter(([pattern]) => pattern.test(sentence)).map(([, message]) => message)
  return words > mostWords ? [`${words} words in one sentence, and ${mostWords} are enough`, ...advice] : advice
}
