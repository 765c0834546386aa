"use strict";
exports.ids = [26, 688];
exports.modules = {

/***/ 26:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {



const pico = __webpack_require__(156);
const utils = __webpack_require__(599);

function picomatch(glob, options, returnState = false) {
  // default to os.platform()
  if (options && (options.windows === null || options.windows === undefined)) {
    // don't mutate the original options object
    options = { ...options, windows: utils.isWindows() };
  }

  return pico(glob, options, returnState);
}

Object.assign(picomatch, pico);
module.exports = picomatch;


/***/ }),

/***/ 223:
/***/ ((module) => {



const WIN_SLASH = '\\\\/';
const WIN_NO_SLASH = `[^${WIN_SLASH}]`;

const DEFAULT_MAX_EXTGLOB_RECURSION = 0;

/**
 * Posix glob regex
 */

const DOT_LITERAL = '\\.';
const PLUS_LITERAL = '\\+';
const QMARK_LITERAL = '\\?';
const SLASH_LITERAL = '\\/';
const ONE_CHAR = '(?=.)';
const QMARK = '[^/]';
const END_ANCHOR = `(?:${SLASH_LITERAL}|$)`;
const START_ANCHOR = `(?:^|${SLASH_LITERAL})`;
const DOTS_SLASH = `${DOT_LITERAL}{1,2}${END_ANCHOR}`;
const NO_DOT = `(?!${DOT_LITERAL})`;
const NO_DOTS = `(?!${START_ANCHOR}${DOTS_SLASH})`;
const NO_DOT_SLASH = `(?!${DOT_LITERAL}{0,1}${END_ANCHOR})`;
const NO_DOTS_SLASH = `(?!${DOTS_SLASH})`;
const QMARK_NO_DOT = `[^.${SLASH_LITERAL}]`;
const STAR = `${QMARK}*?`;
const SEP = '/';

const POSIX_CHARS = {
  DOT_LITERAL,
  PLUS_LITERAL,
  QMARK_LITERAL,
  SLASH_LITERAL,
  ONE_CHAR,
  QMARK,
  END_ANCHOR,
  DOTS_SLASH,
  NO_DOT,
  NO_DOTS,
  NO_DOT_SLASH,
  NO_DOTS_SLASH,
  QMARK_NO_DOT,
  STAR,
  START_ANCHOR,
  SEP
};

/**
 * Windows glob regex
 */

const WINDOWS_CHARS = {
  ...POSIX_CHARS,

  SLASH_LITERAL: `[${WIN_SLASH}]`,
  QMARK: WIN_NO_SLASH,
  STAR: `${WIN_NO_SLASH}*?`,
  DOTS_SLASH: `${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$)`,
  NO_DOT: `(?!${DOT_LITERAL})`,
  NO_DOTS: `(?!(?:^|[${WIN_SLASH}])${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
  NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}(?:[${WIN_SLASH}]|$))`,
  NO_DOTS_SLASH: `(?!${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
  QMARK_NO_DOT: `[^.${WIN_SLASH}]`,
  START_ANCHOR: `(?:^|[${WIN_SLASH}])`,
  END_ANCHOR: `(?:[${WIN_SLASH}]|$)`,
  SEP: '\\'
};

/**
 * POSIX Bracket Regex
 */

const POSIX_REGEX_SOURCE = {
  __proto__: null,
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  ascii: '\\x00-\\x7F',
  blank: ' \\t',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '\\x21-\\x7E',
  lower: 'a-z',
  print: '\\x20-\\x7E ',
  punct: '\\-!"#$%&\'()\\*+,./:;<=>?@[\\]^_`{|}~',
  space: ' \\t\\r\\n\\v\\f',
  upper: 'A-Z',
  word: 'A-Za-z0-9_',
  xdigit: 'A-Fa-f0-9'
};

module.exports = {
  DEFAULT_MAX_EXTGLOB_RECURSION,
  MAX_LENGTH: 1024 * 64,
  POSIX_REGEX_SOURCE,

  // regular expressions
  REGEX_BACKSLASH: /\\(?![*+?^${}(|)[\]])/g,
  REGEX_NON_SPECIAL_CHARS: /^[^@![\].,$*+?^{}()|\\/]+/,
  REGEX_SPECIAL_CHARS: /[-*+?.^${}(|)[\]]/,
  REGEX_SPECIAL_CHARS_BACKREF: /(\\?)((\W)(\3*))/g,
  REGEX_SPECIAL_CHARS_GLOBAL: /([-*+?.^${}(|)[\]])/g,
  REGEX_REMOVE_BACKSLASH: /(?:\[.*?[^\\]\]|\\(?=.))/g,

  // Replace globs with equivalent patterns to reduce parsing time.
  REPLACEMENTS: {
    __proto__: null,
    '***': '*',
    '**/**': '**',
    '**/**/**': '**'
  },

  // Digits
  CHAR_0: 48, /* 0 */
  CHAR_9: 57, /* 9 */

  // Alphabet chars.
  CHAR_UPPERCASE_A: 65, /* A */
  CHAR_LOWERCASE_A: 97, /* a */
  CHAR_UPPERCASE_Z: 90, /* Z */
  CHAR_LOWERCASE_Z: 122, /* z */

  CHAR_LEFT_PARENTHESES: 40, /* ( */
  CHAR_RIGHT_PARENTHESES: 41, /* ) */

  CHAR_ASTERISK: 42, /* * */

  // Non-alphabetic chars.
  CHAR_AMPERSAND: 38, /* & */
  CHAR_AT: 64, /* @ */
  CHAR_BACKWARD_SLASH: 92, /* \ */
  CHAR_CARRIAGE_RETURN: 13, /* \r */
  CHAR_CIRCUMFLEX_ACCENT: 94, /* ^ */
  CHAR_COLON: 58, /* : */
  CHAR_COMMA: 44, /* , */
  CHAR_DOT: 46, /* . */
  CHAR_DOUBLE_QUOTE: 34, /* " */
  CHAR_EQUAL: 61, /* = */
  CHAR_EXCLAMATION_MARK: 33, /* ! */
  CHAR_FORM_FEED: 12, /* \f */
  CHAR_FORWARD_SLASH: 47, /* / */
  CHAR_GRAVE_ACCENT: 96, /* ` */
  CHAR_HASH: 35, /* # */
  CHAR_HYPHEN_MINUS: 45, /* - */
  CHAR_LEFT_ANGLE_BRACKET: 60, /* < */
  CHAR_LEFT_CURLY_BRACE: 123, /* { */
  CHAR_LEFT_SQUARE_BRACKET: 91, /* [ */
  CHAR_LINE_FEED: 10, /* \n */
  CHAR_NO_BREAK_SPACE: 160, /* \u00A0 */
  CHAR_PERCENT: 37, /* % */
  CHAR_PLUS: 43, /* + */
  CHAR_QUESTION_MARK: 63, /* ? */
  CHAR_RIGHT_ANGLE_BRACKET: 62, /* > */
  CHAR_RIGHT_CURLY_BRACE: 125, /* } */
  CHAR_RIGHT_SQUARE_BRACKET: 93, /* ] */
  CHAR_SEMICOLON: 59, /* ; */
  CHAR_SINGLE_QUOTE: 39, /* ' */
  CHAR_SPACE: 32, /*   */
  CHAR_TAB: 9, /* \t */
  CHAR_UNDERSCORE: 95, /* _ */
  CHAR_VERTICAL_LINE: 124, /* | */
  CHAR_ZERO_WIDTH_NOBREAK_SPACE: 65279, /* \uFEFF */

  /**
   * Create EXTGLOB_CHARS
   */

  extglobChars(chars) {
    return {
      '!': { type: 'negate', open: '(?:(?!(?:', close: `))${chars.STAR})` },
      '?': { type: 'qmark', open: '(?:', close: ')?' },
      '+': { type: 'plus', open: '(?:', close: ')+' },
      '*': { type: 'star', open: '(?:', close: ')*' },
      '@': { type: 'at', open: '(?:', close: ')' }
    };
  },

  /**
   * Create GLOB_CHARS
   */

  globChars(win32) {
    return win32 === true ? WINDOWS_CHARS : POSIX_CHARS;
  }
};


/***/ }),

/***/ 717:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {



const constants = __webpack_require__(223);
const utils = __webpack_require__(599);

/**
 * Constants
 */

const {
  MAX_LENGTH,
  POSIX_REGEX_SOURCE,
  REGEX_NON_SPECIAL_CHARS,
  REGEX_SPECIAL_CHARS_BACKREF,
  REPLACEMENTS
} = constants;

/**
 * Helpers
 */

const expandRange = (args, options) => {
  if (typeof options.expandRange === 'function') {
    return options.expandRange(...args, options);
  }

  args.sort();
  const value = `[${args.join('-')}]`;

  try {
    /* eslint-disable-next-line no-new */
    new RegExp(value);
  } catch (ex) {
    return args.map(v => utils.escapeRegex(v)).join('..');
  }

  return value;
};

/**
 * Create the message for a syntax error
 */

const syntaxError = (type, char) => {
  return `Missing ${type}: "${char}" - use "\\\\${char}" to match literal characters`;
};

const splitTopLevel = input => {
  const parts = [];
  let bracket = 0;
  let paren = 0;
  let quote = 0;
  let value = '';
  let escaped = false;

  for (const ch of input) {
    if (escaped === true) {
      value += ch;
      escaped = false;
      continue;
    }

    if (ch === '\\') {
      value += ch;
      escaped = true;
      continue;
    }

    if (ch === '"') {
      quote = quote === 1 ? 0 : 1;
      value += ch;
      continue;
    }

    if (quote === 0) {
      if (ch === '[') {
        bracket++;
      } else if (ch === ']' && bracket > 0) {
        bracket--;
      } else if (bracket === 0) {
        if (ch === '(') {
          paren++;
        } else if (ch === ')' && paren > 0) {
          paren--;
        } else if (ch === '|' && paren === 0) {
          parts.push(value);
          value = '';
          continue;
        }
      }
    }

    value += ch;
  }

  parts.push(value);
  return parts;
};

const isPlainBranch = branch => {
  let escaped = false;

  for (const ch of branch) {
    if (escaped === true) {
      escaped = false;
      continue;
    }

    if (ch === '\\') {
      escaped = true;
      continue;
    }

    if (/[?*+@!()[\]{}]/.test(ch)) {
      return false;
    }
  }

  return true;
};

const normalizeSimpleBranch = branch => {
  let value = branch.trim();
  let changed = true;

  while (changed === true) {
    changed = false;

    if (/^@\([^\\()[\]{}|]+\)$/.test(value)) {
      value = value.slice(2, -1);
      changed = true;
    }
  }

  if (!isPlainBranch(value)) {
    return;
  }

  return value.replace(/\\(.)/g, '$1');
};

const hasRepeatedCharPrefixOverlap = branches => {
  const values = branches.map(normalizeSimpleBranch).filter(Boolean);

  for (let i = 0; i < values.length; i++) {
    for (let j = i + 1; j < values.length; j++) {
      const a = values[i];
      const b = values[j];
      const char = a[0];

      if (!char || a !== char.repeat(a.length) || b !== char.repeat(b.length)) {
        continue;
      }

      if (a === b || a.startsWith(b) || b.startsWith(a)) {
        return true;
      }
    }
  }

  return false;
};

const parseRepeatedExtglob = (pattern, requireEnd = true) => {
  if ((pattern[0] !== '+' && pattern[0] !== '*') || pattern[1] !== '(') {
    return;
  }

  let bracket = 0;
  let paren = 0;
  let quote = 0;
  let escaped = false;

  for (let i = 1; i < pattern.length; i++) {
    const ch = pattern[i];

    if (escaped === true) {
      escaped = false;
      continue;
    }

    if (ch === '\\') {
      escaped = true;
      continue;
    }

    if (ch === '"') {
      quote = quote === 1 ? 0 : 1;
      continue;
    }

    if (quote === 1) {
      continue;
    }

    if (ch === '[') {
      bracket++;
      continue;
    }

    if (ch === ']' && bracket > 0) {
      bracket--;
      continue;
    }

    if (bracket > 0) {
      continue;
    }

    if (ch === '(') {
      paren++;
      continue;
    }

    if (ch === ')') {
      paren--;

      if (paren === 0) {
        if (requireEnd === true && i !== pattern.length - 1) {
          return;
        }

        return {
          type: pattern[0],
          body: pattern.slice(2, i),
          end: i
        };
      }
    }
  }
};

const buildCharClassStar = chars => {
  const source = chars.length === 1
    ? utils.escapeRegex(chars[0])
    : `[${chars.map(ch => utils.escapeRegex(ch)).join('')}]`;

  return `${source}*`;
};

const getStarExtglobSequenceChars = pattern => {
  let index = 0;
  const chars = [];

  while (index < pattern.length) {
    const match = parseRepeatedExtglob(pattern.slice(index), false);

    if (!match || match.type !== '*') {
      return;
    }

    const branches = splitTopLevel(match.body).map(branch => branch.trim());
    if (branches.length !== 1) {
      return;
    }

    const branch = normalizeSimpleBranch(branches[0]);
    if (!branch || branch.length !== 1) {
      return;
    }

    chars.push(branch);
    index += match.end + 1;
  }

  if (chars.length < 1) {
    return;
  }

  return chars;
};

const repeatedExtglobRecursion = pattern => {
  let depth = 0;
  let value = pattern.trim();
  let match = parseRepeatedExtglob(value);

  while (match) {
    depth++;
    value = match.body.trim();
    match = parseRepeatedExtglob(value);
  }

  return depth;
};

const analyzeRepeatedExtglob = (body, options) => {
  if (options.maxExtglobRecursion === false) {
    return { risky: false };
  }

  const max =
    typeof options.maxExtglobRecursion === 'number'
      ? options.maxExtglobRecursion
      : constants.DEFAULT_MAX_EXTGLOB_RECURSION;

  const branches = splitTopLevel(body).map(branch => branch.trim());

  if (branches.length > 1) {
    if (
      branches.some(branch => branch === '') ||
      branches.some(branch => /^[*?]+$/.test(branch)) ||
      hasRepeatedCharPrefixOverlap(branches)
    ) {
      return { risky: true };
    }
  }

  // A repeated extglob is "risky" (prone to catastrophic backtracking) when a
  // branch is itself a `*(...)` sequence, since that nests an unbounded quantifier
  // inside the outer `+(...)`/`*(...)`. When *every* branch reduces to single
  // characters we can emit one flat, ReDoS-safe character class that preserves the
  // meaning of ALL branches (e.g. `+(*(a)|*(b))` -> `[ab]*`), rather than dropping
  // every branch but the first.
  const safeChars = [];
  let sawStarSequence = false;
  let combinable = true;

  for (const branch of branches) {
    const chars = getStarExtglobSequenceChars(branch);
    if (chars) {
      sawStarSequence = true;
      safeChars.push(...chars);
      continue;
    }

    const literal = normalizeSimpleBranch(branch);
    if (literal && literal.length === 1) {
      safeChars.push(literal);
      continue;
    }

    combinable = false;

    if (repeatedExtglobRecursion(branch) > max) {
      return { risky: true };
    }
  }

  if (sawStarSequence) {
    return combinable
      ? { risky: true, safeOutput: buildCharClassStar([...new Set(safeChars)]) }
      : { risky: true };
  }

  return { risky: false };
};

/**
 * Parse the given input string.
 * @param {String} input
 * @param {Object} options
 * @return {Object}
 */

const parse = (input, options) => {
  if (typeof input !== 'string') {
    throw new TypeError('Expected a string');
  }

  input = REPLACEMENTS[input] || input;

  const opts = { ...options };
  const max = typeof opts.maxLength === 'number' ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;

  let len = input.length;
  if (len > max) {
    throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
  }

  const bos = { type: 'bos', value: '', output: opts.prepend || '' };
  const tokens = [bos];

  const capture = opts.capture ? '' : '?:';

  // create constants based on platform, for windows or posix
  const PLATFORM_CHARS = constants.globChars(opts.windows);
  const EXTGLOB_CHARS = constants.extglobChars(PLATFORM_CHARS);

  const {
    DOT_LITERAL,
    PLUS_LITERAL,
    SLASH_LITERAL,
    ONE_CHAR,
    DOTS_SLASH,
    NO_DOT,
    NO_DOT_SLASH,
    NO_DOTS_SLASH,
    QMARK,
    QMARK_NO_DOT,
    STAR,
    START_ANCHOR
  } = PLATFORM_CHARS;

  const globstar = opts => {
    return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
  };

  const nodot = opts.dot ? '' : NO_DOT;
  const qmarkNoDot = opts.dot ? QMARK : QMARK_NO_DOT;
  let star = opts.bash === true ? globstar(opts) : STAR;

  if (opts.capture) {
    star = `(${star})`;
  }

  // minimatch options support
  if (typeof opts.noext === 'boolean') {
    opts.noextglob = opts.noext;
  }

  const state = {
    input,
    index: -1,
    start: 0,
    dot: opts.dot === true,
    consumed: '',
    output: '',
    prefix: '',
    backtrack: false,
    negated: false,
    brackets: 0,
    braces: 0,
    parens: 0,
    quotes: 0,
    globstar: false,
    tokens
  };

  input = utils.removePrefix(input, state);
  len = input.length;

  const extglobs = [];
  const braces = [];
  const stack = [];
  let prev = bos;
  let value;

  /**
   * Tokenizing helpers
   */

  const eos = () => state.index === len - 1;
  const peek = state.peek = (n = 1) => input[state.index + n];
  const advance = state.advance = () => input[++state.index] || '';
  const remaining = () => input.slice(state.index + 1);
  const consume = (value = '', num = 0) => {
    state.consumed += value;
    state.index += num;
  };

  const append = token => {
    state.output += token.output != null ? token.output : token.value;
    consume(token.value);
  };

  const negate = () => {
    let count = 1;

    while (peek() === '!' && (peek(2) !== '(' || peek(3) === '?')) {
      advance();
      state.start++;
      count++;
    }

    if (count % 2 === 0) {
      return false;
    }

    state.negated = true;
    state.start++;
    return true;
  };

  const increment = type => {
    state[type]++;
    stack.push(type);
  };

  const decrement = type => {
    state[type]--;
    stack.pop();
  };

  /**
   * Push tokens onto the tokens array. This helper speeds up
   * tokenizing by 1) helping us avoid backtracking as much as possible,
   * and 2) helping us avoid creating extra tokens when consecutive
   * characters are plain text. This improves performance and simplifies
   * lookbehinds.
   */

  const push = tok => {
    if (prev.type === 'globstar') {
      const isBrace = state.braces > 0 && (tok.type === 'comma' || tok.type === 'brace');
      const isExtglob = tok.extglob === true || (extglobs.length && (tok.type === 'pipe' || tok.type === 'paren'));

      if (tok.type !== 'slash' && tok.type !== 'paren' && !isBrace && !isExtglob) {
        state.output = state.output.slice(0, -prev.output.length);
        prev.type = 'star';
        prev.value = '*';
        prev.output = star;
        state.output += prev.output;
      }
    }

    if (extglobs.length && tok.type !== 'paren') {
      extglobs[extglobs.length - 1].inner += tok.value;
    }

    if (tok.value || tok.output) append(tok);
    if (prev && prev.type === 'text' && tok.type === 'text') {
      prev.output = (prev.output || prev.value) + tok.value;
      prev.value += tok.value;
      return;
    }

    tok.prev = prev;
    tokens.push(tok);
    prev = tok;
  };

  const extglobOpen = (type, value) => {
    const token = { ...EXTGLOB_CHARS[value], conditions: 1, inner: '' };

    token.prev = prev;
    token.parens = state.parens;
    token.output = state.output;
    token.startIndex = state.index;
    token.tokensIndex = tokens.length;
    const output = (opts.capture ? '(' : '') + token.open;

    increment('parens');
    push({ type, value, output: state.output ? '' : ONE_CHAR });
    push({ type: 'paren', extglob: true, value: advance(), output });
    extglobs.push(token);
  };

  const extglobClose = token => {
    const literal = input.slice(token.startIndex, state.index + 1);
    const body = input.slice(token.startIndex + 2, state.index);
    const analysis = analyzeRepeatedExtglob(body, opts);

    if ((token.type === 'plus' || token.type === 'star') && analysis.risky) {
      const safeOutput = analysis.safeOutput
        ? (token.output ? '' : ONE_CHAR) + (opts.capture ? `(${analysis.safeOutput})` : analysis.safeOutput)
        : undefined;
      const open = tokens[token.tokensIndex];

      open.type = 'text';
      open.value = literal;
      open.output = safeOutput || utils.escapeRegex(literal);

      for (let i = token.tokensIndex + 1; i < tokens.length; i++) {
        tokens[i].value = '';
        tokens[i].output = '';
        delete tokens[i].suffix;
      }

      state.output = token.output + open.output;
      state.backtrack = true;

      push({ type: 'paren', extglob: true, value, output: '' });
      decrement('parens');
      return;
    }

    let output = token.close + (opts.capture ? ')' : '');
    let rest;

    if (token.type === 'negate') {
      let extglobStar = star;

      if (token.inner && token.inner.length > 1 && token.inner.includes('/')) {
        extglobStar = globstar(opts);
      }

      if (extglobStar !== star || eos() || /^\)+$/.test(remaining())) {
        output = token.close = `)$))${extglobStar}`;
      }

      if (token.inner.includes('*') && (rest = remaining()) && /^\.[^\\/.]+$/.test(rest)) {
        // Any non-magical string (`.ts`) or even nested expression (`.{ts,tsx}`) can follow after the closing parenthesis.
        // In this case, we need to parse the string and use it in the output of the original pattern.
        // Suitable patterns: `/!(*.d).ts`, `/!(*.d).{ts,tsx}`, `**/!(*-dbg).@(js)`.
        //
        // Disabling the `fastpaths` option due to a problem with parsing strings as `.ts` in the pattern like `**/!(*.d).ts`.
        const expression = parse(rest, { ...options, fastpaths: false }).output;

        output = token.close = `)${expression})${extglobStar})`;
      }

      if (token.prev.type === 'bos') {
        state.negatedExtglob = true;
      }
    }

    push({ type: 'paren', extglob: true, value, output });
    decrement('parens');
  };

  /**
   * Fast paths
   */

  if (opts.fastpaths !== false && !/(^[*!]|[/()[\]{}"])/.test(input)) {
    let backslashes = false;

    let output = input.replace(REGEX_SPECIAL_CHARS_BACKREF, (m, esc, chars, first, rest, index) => {
      if (first === '\\') {
        backslashes = true;
        return m;
      }

      if (first === '?') {
        if (esc) {
          return esc + first + (rest ? QMARK.repeat(rest.length) : '');
        }
        if (index === 0) {
          return qmarkNoDot + (rest ? QMARK.repeat(rest.length) : '');
        }
        return QMARK.repeat(chars.length);
      }

      if (first === '.') {
        return DOT_LITERAL.repeat(chars.length);
      }

      if (first === '*') {
        if (esc) {
          return esc + first + (rest ? star : '');
        }
        return star;
      }
      return esc ? m : `\\${m}`;
    });

    if (backslashes === true) {
      if (opts.unescape === true) {
        output = output.replace(/\\/g, '');
      } else {
        output = output.replace(/\\+/g, m => {
          return m.length % 2 === 0 ? '\\\\' : (m ? '\\' : '');
        });
      }
    }

    if (output === input && opts.contains === true) {
      state.output = input;
      return state;
    }

    state.output = utils.wrapOutput(output, state, options);
    return state;
  }

  /**
   * Tokenize input until we reach end-of-string
   */

  while (!eos()) {
    value = advance();

    if (value === '\u0000') {
      continue;
    }

    /**
     * Escaped characters
     */

    if (value === '\\') {
      const next = peek();

      if (next === '/' && opts.bash !== true) {
        continue;
      }

      if (next === '.' || next === ';') {
        continue;
      }

      if (!next) {
        value += '\\';
        push({ type: 'text', value });
        continue;
      }

      // collapse slashes to reduce potential for exploits
      const match = /^\\+/.exec(remaining());
      let slashes = 0;

      if (match && match[0].length > 2) {
        slashes = match[0].length;
        state.index += slashes;
        if (slashes % 2 !== 0) {
          value += '\\';
        }
      }

      if (opts.unescape === true) {
        value = advance();
      } else {
        value += advance();
      }

      if (state.brackets === 0) {
        push({ type: 'text', value });
        continue;
      }
    }

    /**
     * If we're inside a regex character class, continue
     * until we reach the closing bracket.
     */

    if (state.brackets > 0 && (value !== ']' || prev.value === '[' || prev.value === '[^')) {
      if (opts.posix !== false && value === ':') {
        const inner = prev.value.slice(1);
        if (inner.includes('[')) {
          prev.posix = true;

          if (inner.includes(':')) {
            const idx = prev.value.lastIndexOf('[');
            const pre = prev.value.slice(0, idx);
            const rest = prev.value.slice(idx + 2);
            const posix = POSIX_REGEX_SOURCE[rest];
            if (posix) {
              prev.value = pre + posix;
              state.backtrack = true;
              advance();

              if (!bos.output && tokens.indexOf(prev) === 1) {
                bos.output = ONE_CHAR;
              }
              continue;
            }
          }
        }
      }

      if ((value === '[' && peek() !== ':') || (value === '-' && peek() === ']')) {
        value = `\\${value}`;
      }

      if (value === ']' && (prev.value === '[' || prev.value === '[^')) {
        value = `\\${value}`;
      }

      if (opts.posix === true && value === '!' && prev.value === '[') {
        value = '^';
      }

      prev.value += value;
      append({ value });
      continue;
    }

    /**
     * If we're inside a quoted string, continue
     * until we reach the closing double quote.
     */

    if (state.quotes === 1 && value !== '"') {
      value = utils.escapeRegex(value);
      prev.value += value;
      append({ value });
      continue;
    }

    /**
     * Double quotes
     */

    if (value === '"') {
      state.quotes = state.quotes === 1 ? 0 : 1;
      if (opts.keepQuotes === true) {
        push({ type: 'text', value });
      }
      continue;
    }

    /**
     * Parentheses
     */

    if (value === '(') {
      increment('parens');
      push({ type: 'paren', value });
      continue;
    }

    if (value === ')') {
      if (state.parens === 0 && opts.strictBrackets === true) {
        throw new SyntaxError(syntaxError('opening', '('));
      }

      const extglob = extglobs[extglobs.length - 1];
      if (extglob && state.parens === extglob.parens + 1) {
        extglobClose(extglobs.pop());
        continue;
      }

      push({ type: 'paren', value, output: state.parens ? ')' : '\\)' });
      decrement('parens');
      continue;
    }

    /**
     * Square brackets
     */

    if (value === '[') {
      if (opts.nobracket === true || !remaining().includes(']')) {
        if (opts.nobracket !== true && opts.strictBrackets === true) {
          throw new SyntaxError(syntaxError('closing', ']'));
        }

        value = `\\${value}`;
      } else {
        increment('brackets');
      }

      push({ type: 'bracket', value });
      continue;
    }

    if (value === ']') {
      if (opts.nobracket === true || (prev && prev.type === 'bracket' && prev.value.length === 1)) {
        push({ type: 'text', value, output: `\\${value}` });
        continue;
      }

      if (state.brackets === 0) {
        if (opts.strictBrackets === true) {
          throw new SyntaxError(syntaxError('opening', '['));
        }

        push({ type: 'text', value, output: `\\${value}` });
        continue;
      }

      decrement('brackets');

      const prevValue = prev.value.slice(1);
      if (prev.posix !== true && prevValue[0] === '^' && !prevValue.includes('/')) {
        value = `/${value}`;
      }

      prev.value += value;
      append({ value });

      // when literal brackets are explicitly disabled
      // assume we should match with a regex character class
      if (opts.literalBrackets === false || utils.hasRegexChars(prevValue)) {
        continue;
      }

      const escaped = utils.escapeRegex(prev.value);
      state.output = state.output.slice(0, -prev.value.length);

      // when literal brackets are explicitly enabled
      // assume we should escape the brackets to match literal characters
      if (opts.literalBrackets === true) {
        state.output += escaped;
        prev.value = escaped;
        continue;
      }

      // when the user specifies nothing, try to match both
      prev.value = `(${capture}${escaped}|${prev.value})`;
      state.output += prev.value;
      continue;
    }

    /**
     * Braces
     */

    if (value === '{' && opts.nobrace !== true) {
      increment('braces');

      const open = {
        type: 'brace',
        value,
        output: '(',
        outputIndex: state.output.length,
        tokensIndex: state.tokens.length
      };

      braces.push(open);
      push(open);
      continue;
    }

    if (value === '}') {
      const brace = braces[braces.length - 1];

      if (opts.nobrace === true || !brace) {
        push({ type: 'text', value, output: value });
        continue;
      }

      let output = ')';

      if (brace.dots === true) {
        const arr = tokens.slice();
        const range = [];

        for (let i = arr.length - 1; i >= 0; i--) {
          tokens.pop();
          if (arr[i].type === 'brace') {
            break;
          }
          if (arr[i].type !== 'dots') {
            range.unshift(arr[i].value);
          }
        }

        output = expandRange(range, opts);
        state.backtrack = true;
      }

      if (brace.comma !== true && brace.dots !== true) {
        const out = state.output.slice(0, brace.outputIndex);
        const toks = state.tokens.slice(brace.tokensIndex);
        brace.value = brace.output = '\\{';
        value = output = '\\}';
        state.output = out;
        for (const t of toks) {
          state.output += (t.output || t.value);
        }
      }

      push({ type: 'brace', value, output });
      decrement('braces');
      braces.pop();
      continue;
    }

    /**
     * Pipes
     */

    if (value === '|') {
      if (extglobs.length > 0) {
        extglobs[extglobs.length - 1].conditions++;
      }
      push({ type: 'text', value });
      continue;
    }

    /**
     * Commas
     */

    if (value === ',') {
      let output = value;

      const brace = braces[braces.length - 1];
      if (brace && stack[stack.length - 1] === 'braces') {
        brace.comma = true;
        output = '|';
      }

      push({ type: 'comma', value, output });
      continue;
    }

    /**
     * Slashes
     */

    if (value === '/') {
      // if the beginning of the glob is "./", advance the start
      // to the current index, and don't add the "./" characters
      // to the state. This greatly simplifies lookbehinds when
      // checking for BOS characters like "!" and "." (not "./")
      if (prev.type === 'dot' && state.index === state.start + 1) {
        state.start = state.index + 1;
        state.consumed = '';
        state.output = '';
        tokens.pop();
        prev = bos; // reset "prev" to the first token
        continue;
      }

      push({ type: 'slash', value, output: SLASH_LITERAL });
      continue;
    }

    /**
     * Dots
     */

    if (value === '.') {
      if (state.braces > 0 && prev.type === 'dot') {
        if (prev.value === '.') prev.output = DOT_LITERAL;
        const brace = braces[braces.length - 1];
        prev.type = 'dots';
        prev.output += value;
        prev.value += value;
        brace.dots = true;
        continue;
      }

      if ((state.braces + state.parens) === 0 && prev.type !== 'bos' && prev.type !== 'slash') {
        push({ type: 'text', value, output: DOT_LITERAL });
        continue;
      }

      push({ type: 'dot', value, output: DOT_LITERAL });
      continue;
    }

    /**
     * Question marks
     */

    if (value === '?') {
      const isGroup = prev && prev.value === '(';
      if (!isGroup && opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
        extglobOpen('qmark', value);
        continue;
      }

      if (prev && prev.type === 'paren') {
        const next = peek();
        let output = value;

        if ((prev.value === '(' && !/[!=<:]/.test(next)) || (next === '<' && !/<([!=]|\w+>)/.test(remaining()))) {
          output = `\\${value}`;
        }

        push({ type: 'text', value, output });
        continue;
      }

      if (opts.dot !== true && (prev.type === 'slash' || prev.type === 'bos')) {
        push({ type: 'qmark', value, output: QMARK_NO_DOT });
        continue;
      }

      push({ type: 'qmark', value, output: QMARK });
      continue;
    }

    /**
     * Exclamation
     */

    if (value === '!') {
      if (opts.noextglob !== true && peek() === '(') {
        if (peek(2) !== '?' || !/[!=<:]/.test(peek(3))) {
          extglobOpen('negate', value);
          continue;
        }
      }

      if (opts.nonegate !== true && state.index === 0) {
        negate();
        continue;
      }
    }

    /**
     * Plus
     */

    if (value === '+') {
      if (opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
        extglobOpen('plus', value);
        continue;
      }

      if ((prev && prev.value === '(') || opts.regex === false) {
        push({ type: 'plus', value, output: PLUS_LITERAL });
        continue;
      }

      if ((prev && (prev.type === 'bracket' || prev.type === 'paren' || prev.type === 'brace')) || state.parens > 0) {
        push({ type: 'plus', value });
        continue;
      }

      push({ type: 'plus', value: PLUS_LITERAL });
      continue;
    }

    /**
     * Plain text
     */

    if (value === '@') {
      if (opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
        push({ type: 'at', extglob: true, value, output: '' });
        continue;
      }

      push({ type: 'text', value });
      continue;
    }

    /**
     * Plain text
     */

    if (value !== '*') {
      if (value === '$' || value === '^') {
        value = `\\${value}`;
      }

      const match = REGEX_NON_SPECIAL_CHARS.exec(remaining());
      if (match) {
        value += match[0];
        state.index += match[0].length;
      }

      push({ type: 'text', value });
      continue;
    }

    /**
     * Stars
     */

    if (prev && (prev.type === 'globstar' || prev.star === true)) {
      prev.type = 'star';
      prev.star = true;
      prev.value += value;
      prev.output = star;
      state.backtrack = true;
      state.globstar = true;
      consume(value);
      continue;
    }

    let rest = remaining();
    if (opts.noextglob !== true && /^\([^?]/.test(rest)) {
      extglobOpen('star', value);
      continue;
    }

    if (prev.type === 'star') {
      if (opts.noglobstar === true) {
        consume(value);
        continue;
      }

      const prior = prev.prev;
      const before = prior.prev;
      const isStart = prior.type === 'slash' || prior.type === 'bos';
      const afterStar = before && (before.type === 'star' || before.type === 'globstar');

      if (opts.bash === true && (!isStart || (rest[0] && rest[0] !== '/'))) {
        push({ type: 'star', value, output: '' });
        continue;
      }

      const isBrace = state.braces > 0 && (prior.type === 'comma' || prior.type === 'brace');
      const isExtglob = extglobs.length && (prior.type === 'pipe' || prior.type === 'paren');
      if (!isStart && prior.type !== 'paren' && !isBrace && !isExtglob) {
        push({ type: 'star', value, output: '' });
        continue;
      }

      // strip consecutive `/**/`
      while (rest.slice(0, 3) === '/**') {
        const after = input[state.index + 4];
        if (after && after !== '/') {
          break;
        }
        rest = rest.slice(3);
        consume('/**', 3);
      }

      // A globstar followed only by balanced closing parens is at the logical end of patterns like
      // `test(/utils/**)` and `test?(/utils/**)`. Treat it as EOS so the trailing `/**` can match its
      // parent path, except in negated extglobs where that would change the exclusion semantics.
      const isEnd = eos() || (
        state.parens > 0
        && rest === ')'.repeat(state.parens)
        && !extglobs.some(extglob => extglob.type === 'negate')
      );

      if (prior.type === 'bos' && eos()) {
        prev.type = 'globstar';
        prev.value += value;
        prev.output = globstar(opts);
        state.output = prev.output;
        state.globstar = true;
        consume(value);
        continue;
      }

      if (prior.type === 'slash' && prior.prev.type !== 'bos' && !afterStar && isEnd) {
        state.output = state.output.slice(0, -(prior.output + prev.output).length);
        prior.output = `(?:${prior.output}`;

        prev.type = 'globstar';
        prev.output = globstar(opts) + (opts.strictSlashes ? ')' : '|$)');
        prev.value += value;
        state.globstar = true;
        state.output += prior.output + prev.output;
        consume(value);
        continue;
      }

      if (prior.type === 'slash' && prior.prev.type !== 'bos' && rest[0] === '/') {
        const end = rest[1] !== void 0 ? '|$' : '';

        state.output = state.output.slice(0, -(prior.output + prev.output).length);
        prior.output = `(?:${prior.output}`;

        prev.type = 'globstar';
        prev.output = `${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end})`;
        prev.value += value;

        state.output += prior.output + prev.output;
        state.globstar = true;

        consume(value + advance());

        push({ type: 'slash', value: '/', output: '' });
        continue;
      }

      if (prior.type === 'bos' && rest[0] === '/') {
        prev.type = 'globstar';
        prev.value += value;
        prev.output = `(?:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`;
        state.output = prev.output;
        state.globstar = true;
        consume(value + advance());
        push({ type: 'slash', value: '/', output: '' });
        continue;
      }

      // remove single star from output
      state.output = state.output.slice(0, -prev.output.length);

      // reset previous token to globstar
      prev.type = 'globstar';
      prev.output = globstar(opts);
      prev.value += value;

      // reset output with globstar
      state.output += prev.output;
      state.globstar = true;
      consume(value);
      continue;
    }

    const token = { type: 'star', value, output: star };

    if (opts.bash === true) {
      token.output = '.*?';
      if (prev.type === 'bos' || prev.type === 'slash') {
        token.output = nodot + token.output;
      }
      push(token);
      continue;
    }

    if (prev && (prev.type === 'bracket' || prev.type === 'paren') && opts.regex === true) {
      token.output = value;
      push(token);
      continue;
    }

    if (state.index === state.start || prev.type === 'slash' || prev.type === 'dot') {
      if (prev.type === 'dot') {
        state.output += NO_DOT_SLASH;
        prev.output += NO_DOT_SLASH;

      } else if (opts.dot === true) {
        state.output += NO_DOTS_SLASH;
        prev.output += NO_DOTS_SLASH;

      } else {
        state.output += nodot;
        prev.output += nodot;
      }

      if (peek() !== '*') {
        state.output += ONE_CHAR;
        prev.output += ONE_CHAR;
      }
    }

    push(token);
  }

  while (state.brackets > 0) {
    if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', ']'));
    state.output = utils.escapeLast(state.output, '[');
    decrement('brackets');
  }

  while (state.parens > 0) {
    if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', ')'));
    state.output = utils.escapeLast(state.output, '(');
    decrement('parens');
  }

  while (state.braces > 0) {
    if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', '}'));
    state.output = utils.escapeLast(state.output, '{');
    decrement('braces');
  }

  if (opts.strictSlashes !== true && (prev.type === 'star' || prev.type === 'bracket')) {
    push({ type: 'maybe_slash', value: '', output: `${SLASH_LITERAL}?` });
  }

  // rebuild the output if we had to backtrack at any point
  if (state.backtrack === true) {
    state.output = '';

    for (const token of state.tokens) {
      state.output += token.output != null ? token.output : token.value;

      if (token.suffix) {
        state.output += token.suffix;
      }
    }
  }

  return state;
};

/**
 * Fast paths for creating regular expressions for common glob patterns.
 * This can significantly speed up processing and has very little downside
 * impact when none of the fast paths match.
 */

parse.fastpaths = (input, options) => {
  const opts = { ...options };
  const max = typeof opts.maxLength === 'number' ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
  const len = input.length;
  if (len > max) {
    throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
  }

  input = REPLACEMENTS[input] || input;

  // create constants based on platform, for windows or posix
  const {
    DOT_LITERAL,
    SLASH_LITERAL,
    ONE_CHAR,
    DOTS_SLASH,
    NO_DOT,
    NO_DOTS,
    NO_DOTS_SLASH,
    STAR,
    START_ANCHOR
  } = constants.globChars(opts.windows);

  const nodot = opts.dot ? NO_DOTS : NO_DOT;
  const slashDot = opts.dot ? NO_DOTS_SLASH : NO_DOT;
  const capture = opts.capture ? '' : '?:';
  const state = { negated: false, prefix: '' };
  let star = opts.bash === true ? '.*?' : STAR;

  if (opts.capture) {
    star = `(${star})`;
  }

  const globstar = opts => {
    if (opts.noglobstar === true) return star;
    return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
  };

  const create = str => {
    switch (str) {
      case '*':
        return `${nodot}${ONE_CHAR}${star}`;

      case '.*':
        return `${DOT_LITERAL}${ONE_CHAR}${star}`;

      case '*.*':
        return `${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;

      case '*/*':
        return `${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;

      case '**':
        return nodot + globstar(opts);

      case '**/*':
        return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${ONE_CHAR}${star}`;

      case '**/*.*':
        return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;

      case '**/.*':
        return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;

      default: {
        const match = /^(.*?)\.(\w+)$/.exec(str);
        if (!match) return;

        const source = create(match[1]);
        if (!source) return;

        return source + DOT_LITERAL + match[2];
      }
    }
  };

  const output = utils.removePrefix(input, state);
  let source = create(output);

  if (source && opts.strictSlashes !== true) {
    source += `${SLASH_LITERAL}?`;
  }

  return source;
};

module.exports = parse;


/***/ }),

/***/ 156:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {



const scan = __webpack_require__(745);
const parse = __webpack_require__(717);
const utils = __webpack_require__(599);
const constants = __webpack_require__(223);
const isObject = val => val && typeof val === 'object' && !Array.isArray(val);

/**
 * Creates a matcher function from one or more glob patterns. The
 * returned function takes a string to match as its first argument,
 * and returns true if the string is a match. The returned matcher
 * function also takes a boolean as the second argument that, when true,
 * returns an object with additional information.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch(glob[, options]);
 *
 * const isMatch = picomatch('*.!(*a)');
 * console.log(isMatch('a.a')); //=> false
 * console.log(isMatch('a.b')); //=> true
 *
 * // For environments without `node.js`, `picomatch/posix` provides you a dependency-free matcher, without automatic OS detection.
 * const picomatch = require('picomatch/posix');
 * // the same API, defaulting to posix paths
 * const isMatch = picomatch('a/*');
 * console.log(isMatch('a\\b')); //=> false
 * console.log(isMatch('a/b')); //=> true
 *
 * // you can still configure the matcher function to accept windows paths
 * const isMatch = picomatch('a/*', { options: windows });
 * console.log(isMatch('a\\b')); //=> true
 * console.log(isMatch('a/b')); //=> true
 * ```
 * @name picomatch
 * @param {String|Array} `globs` One or more glob patterns.
 * @param {Object=} `options`
 * @return {Function=} Returns a matcher function.
 * @api public
 */

const picomatch = (glob, options, returnState = false) => {
  if (Array.isArray(glob)) {
    const fns = glob.map(input => picomatch(input, options, returnState));
    const arrayMatcher = str => {
      for (const isMatch of fns) {
        const state = isMatch(str);
        if (state) return state;
      }
      return false;
    };
    return arrayMatcher;
  }

  const isState = isObject(glob) && glob.tokens && glob.input;

  if (glob === '' || (typeof glob !== 'string' && !isState)) {
    throw new TypeError('Expected pattern to be a non-empty string');
  }

  const opts = options || {};
  const posix = opts.windows;
  const regex = isState
    ? picomatch.compileRe(glob, options)
    : picomatch.makeRe(glob, options, false, true);

  const state = regex.state;
  delete regex.state;

  let isIgnored = () => false;
  if (opts.ignore) {
    const ignoreOpts = { ...options, ignore: null, onMatch: null, onResult: null };
    isIgnored = picomatch(opts.ignore, ignoreOpts, returnState);
  }

  const matcher = (input, returnObject = false) => {
    const { isMatch, match, output } = picomatch.test(input, regex, options, { glob, posix });
    const result = { glob, state, regex, posix, input, output, match, isMatch };

    if (typeof opts.onResult === 'function') {
      opts.onResult(result);
    }

    if (isMatch === false) {
      result.isMatch = false;
      return returnObject ? result : false;
    }

    if (isIgnored(input)) {
      if (typeof opts.onIgnore === 'function') {
        opts.onIgnore(result);
      }
      result.isMatch = false;
      return returnObject ? result : false;
    }

    if (typeof opts.onMatch === 'function') {
      opts.onMatch(result);
    }
    return returnObject ? result : true;
  };

  if (returnState) {
    matcher.state = state;
  }

  return matcher;
};

/**
 * Test `input` with the given `regex`. This is used by the main
 * `picomatch()` function to test the input string.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.test(input, regex[, options]);
 *
 * console.log(picomatch.test('foo/bar', /^(?:([^/]*?)\/([^/]*?))$/));
 * // { isMatch: true, match: [ 'foo/', 'foo', 'bar' ], output: 'foo/bar' }
 * ```
 * @param {String} `input` String to test.
 * @param {RegExp} `regex`
 * @return {Object} Returns an object with matching info.
 * @api public
 */

picomatch.test = (input, regex, options, { glob, posix } = {}) => {
  if (typeof input !== 'string') {
    throw new TypeError('Expected input to be a string');
  }

  if (input === '') {
    return { isMatch: false, output: '' };
  }

  const opts = options || {};
  const format = opts.format || (posix ? utils.toPosixSlashes : null);
  let match = input === glob;
  let output = (match && format) ? format(input) : input;

  if (match === false) {
    output = format ? format(input) : input;
    match = output === glob;
  }

  if (match === false || opts.capture === true) {
    if (opts.matchBase === true || opts.basename === true) {
      match = picomatch.matchBase(input, regex, options, posix);
    } else {
      match = regex.exec(output);
    }
  }

  return { isMatch: Boolean(match), match, output };
};

/**
 * Match the basename of a filepath.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.matchBase(input, glob[, options]);
 * console.log(picomatch.matchBase('foo/bar.js', '*.js'); // true
 * ```
 * @param {String} `input` String to test.
 * @param {RegExp|String} `glob` Glob pattern or regex created by [.makeRe](#makeRe).
 * @return {Boolean}
 * @api public
 */

picomatch.matchBase = (input, glob, options, posix = options && options.windows) => {
  const regex = glob instanceof RegExp ? glob : picomatch.makeRe(glob, options);
  return regex.test(utils.basename(input, { windows: posix }));
};

/**
 * Returns true if **any** of the given glob `patterns` match the specified `string`.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.isMatch(string, patterns[, options]);
 *
 * console.log(picomatch.isMatch('a.a', ['b.*', '*.a'])); //=> true
 * console.log(picomatch.isMatch('a.a', 'b.*')); //=> false
 * ```
 * @param {String|Array} str The string to test.
 * @param {String|Array} patterns One or more glob patterns to use for matching.
 * @param {Object} [options] See available [options](#options).
 * @return {Boolean} Returns true if any patterns match `str`
 * @api public
 */

picomatch.isMatch = (str, patterns, options) => picomatch(patterns, options)(str);

/**
 * Parse a glob pattern to create the source string for a regular
 * expression.
 *
 * ```js
 * const picomatch = require('picomatch');
 * const result = picomatch.parse(pattern[, options]);
 * ```
 * @param {String} `pattern`
 * @param {Object} `options`
 * @return {Object} Returns an object with useful properties and output to be used as a regex source string.
 * @api public
 */

picomatch.parse = (pattern, options) => {
  if (Array.isArray(pattern)) return pattern.map(p => picomatch.parse(p, options));
  return parse(pattern, { ...options, fastpaths: false });
};

/**
 * Scan a glob pattern to separate the pattern into segments.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.scan(input[, options]);
 *
 * const result = picomatch.scan('!./foo/*.js');
 * console.log(result);
 * { prefix: '!./',
 *   input: '!./foo/*.js',
 *   start: 3,
 *   base: 'foo',
 *   glob: '*.js',
 *   isBrace: false,
 *   isBracket: false,
 *   isGlob: true,
 *   isExtglob: false,
 *   isGlobstar: false,
 *   negated: true }
 * ```
 * @param {String} `input` Glob pattern to scan.
 * @param {Object} `options`
 * @return {Object} Returns an object with
 * @api public
 */

picomatch.scan = (input, options) => scan(input, options);

/**
 * Compile a regular expression from the `state` object returned by the
 * [parse()](#parse) method.
 *
 * ```js
 * const picomatch = require('picomatch');
 * const state = picomatch.parse('*.js');
 * // picomatch.compileRe(state[, options]);
 *
 * console.log(picomatch.compileRe(state));
 * //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
 * ```
 * @param {Object} `state`
 * @param {Object} `options`
 * @param {Boolean} `returnOutput` Intended for implementors, this argument allows you to return the raw output from the parser.
 * @param {Boolean} `returnState` Adds the state to a `state` property on the returned regex. Useful for implementors and debugging.
 * @return {RegExp}
 * @api public
 */

picomatch.compileRe = (state, options, returnOutput = false, returnState = false) => {
  if (returnOutput === true) {
    return state.output;
  }

  const opts = options || {};
  const prepend = opts.contains ? '' : '^';
  const append = opts.contains ? '' : '$';

  let source = `${prepend}(?:${state.output})${append}`;
  if (state && state.negated === true) {
    source = `^(?!${source}).*$`;
  }

  const regex = picomatch.toRegex(source, options);
  if (returnState === true) {
    regex.state = state;
  }

  return regex;
};

/**
 * Create a regular expression from a parsed glob pattern.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.makeRe(state[, options]);
 *
 * const result = picomatch.makeRe('*.js');
 * console.log(result);
 * //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
 * ```
 * @param {String} `state` The object returned from the `.parse` method.
 * @param {Object} `options`
 * @param {Boolean} `returnOutput` Implementors may use this argument to return the compiled output, instead of a regular expression. This is not exposed on the options to prevent end-users from mutating the result.
 * @param {Boolean} `returnState` Implementors may use this argument to return the state from the parsed glob with the returned regular expression.
 * @return {RegExp} Returns a regex created from the given pattern.
 * @api public
 */

picomatch.makeRe = (input, options = {}, returnOutput = false, returnState = false) => {
  if (!input || typeof input !== 'string') {
    throw new TypeError('Expected a non-empty string');
  }

  let parsed = { negated: false, fastpaths: true };

  if (options.fastpaths !== false && (input[0] === '.' || input[0] === '*')) {
    parsed.output = parse.fastpaths(input, options);
  }

  if (!parsed.output) {
    parsed = parse(input, options);
  }

  return picomatch.compileRe(parsed, options, returnOutput, returnState);
};

/**
 * Create a regular expression from the given regex source string.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.toRegex(source[, options]);
 *
 * const { output } = picomatch.parse('*.js');
 * console.log(picomatch.toRegex(output));
 * //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
 * ```
 * @param {String} `source` Regular expression source string.
 * @param {Object} `options`
 * @return {RegExp}
 * @api public
 */

picomatch.toRegex = (source, options) => {
  try {
    const opts = options || {};
    return new RegExp(source, opts.flags || (opts.nocase ? 'i' : ''));
  } catch (err) {
    if (options && options.debug === true) throw err;
    return /$^/;
  }
};

/**
 * Picomatch constants.
 * @return {Object}
 */

picomatch.constants = constants;

/**
 * Expose "picomatch"
 */

module.exports = picomatch;


/***/ }),

/***/ 745:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {



const utils = __webpack_require__(599);
const {
  CHAR_ASTERISK,             /* * */
  CHAR_AT,                   /* @ */
  CHAR_BACKWARD_SLASH,       /* \ */
  CHAR_COMMA,                /* , */
  CHAR_DOT,                  /* . */
  CHAR_EXCLAMATION_MARK,     /* ! */
  CHAR_FORWARD_SLASH,        /* / */
  CHAR_LEFT_CURLY_BRACE,     /* { */
  CHAR_LEFT_PARENTHESES,     /* ( */
  CHAR_LEFT_SQUARE_BRACKET,  /* [ */
  CHAR_PLUS,                 /* + */
  CHAR_QUESTION_MARK,        /* ? */
  CHAR_RIGHT_CURLY_BRACE,    /* } */
  CHAR_RIGHT_PARENTHESES,    /* ) */
  CHAR_RIGHT_SQUARE_BRACKET  /* ] */
} = __webpack_require__(223);

const isPathSeparator = code => {
  return code === CHAR_FORWARD_SLASH || code === CHAR_BACKWARD_SLASH;
};

const depth = token => {
  if (token.isPrefix !== true) {
    token.depth = token.isGlobstar ? Infinity : 1;
  }
};

/**
 * Quickly scans a glob pattern and returns an object with a handful of
 * useful properties, like `isGlob`, `path` (the leading non-glob, if it exists),
 * `glob` (the actual pattern), `negated` (true if the path starts with `!` but not
 * with `!(`) and `negatedExtglob` (true if the path starts with `!(`).
 *
 * ```js
 * const pm = require('picomatch');
 * console.log(pm.scan('foo/bar/*.js'));
 * { isGlob: true, input: 'foo/bar/*.js', base: 'foo/bar', glob: '*.js' }
 * ```
 * @param {String} `str`
 * @param {Object} `options`
 * @return {Object} Returns an object with tokens and regex source string.
 * @api public
 */

const scan = (input, options) => {
  const opts = options || {};

  const length = input.length - 1;
  const scanToEnd = opts.parts === true || opts.tokens === true || opts.scanToEnd === true;
  const slashes = [];
  const tokens = [];
  const parts = [];

  let str = input;
  let index = -1;
  let start = 0;
  let lastIndex = 0;
  let isBrace = false;
  let isBracket = false;
  let isGlob = false;
  let isExtglob = false;
  let isGlobstar = false;
  let braceEscaped = false;
  let backslashes = false;
  let negated = false;
  let negatedExtglob = false;
  let finished = false;
  let braces = 0;
  let prev;
  let code;
  let token = { value: '', depth: 0, isGlob: false };

  const eos = () => index >= length;
  const peek = () => str.charCodeAt(index + 1);
  const advance = () => {
    prev = code;
    return str.charCodeAt(++index);
  };

  while (index < length) {
    code = advance();
    let next;

    if (code === CHAR_BACKWARD_SLASH) {
      backslashes = token.backslashes = true;
      code = advance();

      if (code === CHAR_LEFT_CURLY_BRACE) {
        braceEscaped = true;
      }
      continue;
    }

    if (braceEscaped === true || code === CHAR_LEFT_CURLY_BRACE) {
      braces++;

      while (eos() !== true && (code = advance())) {
        if (code === CHAR_BACKWARD_SLASH) {
          backslashes = token.backslashes = true;
          advance();
          continue;
        }

        if (code === CHAR_LEFT_CURLY_BRACE) {
          braces++;
          continue;
        }

        if (braceEscaped !== true && code === CHAR_DOT && (code = advance()) === CHAR_DOT) {
          isBrace = token.isBrace = true;
          isGlob = token.isGlob = true;
          finished = true;

          if (scanToEnd === true) {
            continue;
          }

          break;
        }

        if (braceEscaped !== true && code === CHAR_COMMA) {
          isBrace = token.isBrace = true;
          isGlob = token.isGlob = true;
          finished = true;

          if (scanToEnd === true) {
            continue;
          }

          break;
        }

        if (code === CHAR_RIGHT_CURLY_BRACE) {
          braces--;

          if (braces === 0) {
            braceEscaped = false;
            isBrace = token.isBrace = true;
            finished = true;
            break;
          }
        }
      }

      if (scanToEnd === true) {
        continue;
      }

      break;
    }

    if (code === CHAR_FORWARD_SLASH) {
      slashes.push(index);
      tokens.push(token);
      token = { value: '', depth: 0, isGlob: false };

      if (finished === true) continue;
      if (prev === CHAR_DOT && index === (start + 1)) {
        start += 2;
        continue;
      }

      lastIndex = index + 1;
      continue;
    }

    if (opts.noext !== true) {
      const isExtglobChar = code === CHAR_PLUS
        || code === CHAR_AT
        || code === CHAR_ASTERISK
        || code === CHAR_QUESTION_MARK
        || code === CHAR_EXCLAMATION_MARK;

      if (isExtglobChar === true && peek() === CHAR_LEFT_PARENTHESES) {
        isGlob = token.isGlob = true;
        isExtglob = token.isExtglob = true;
        finished = true;
        if (code === CHAR_EXCLAMATION_MARK && index === start) {
          negatedExtglob = true;
        }

        if (scanToEnd === true) {
          let parens = 0;

          while (eos() !== true && (code = advance())) {
            if (code === CHAR_BACKWARD_SLASH) {
              backslashes = token.backslashes = true;
              advance();
              continue;
            }

            if (code === CHAR_LEFT_PARENTHESES) {
              parens++;
              continue;
            }

            if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
              finished = true;
              break;
            }
          }
          continue;
        }
        break;
      }
    }

    if (code === CHAR_ASTERISK) {
      if (prev === CHAR_ASTERISK) isGlobstar = token.isGlobstar = true;
      isGlob = token.isGlob = true;
      finished = true;

      if (scanToEnd === true) {
        continue;
      }
      break;
    }

    if (code === CHAR_QUESTION_MARK) {
      isGlob = token.isGlob = true;
      finished = true;

      if (scanToEnd === true) {
        continue;
      }
      break;
    }

    if (code === CHAR_LEFT_SQUARE_BRACKET) {
      while (eos() !== true && (next = advance())) {
        if (next === CHAR_BACKWARD_SLASH) {
          backslashes = token.backslashes = true;
          advance();
          continue;
        }

        if (next === CHAR_RIGHT_SQUARE_BRACKET) {
          isBracket = token.isBracket = true;
          isGlob = token.isGlob = true;
          finished = true;
          break;
        }
      }

      if (scanToEnd === true) {
        continue;
      }

      break;
    }

    if (opts.nonegate !== true && code === CHAR_EXCLAMATION_MARK && index === start) {
      negated = token.negated = true;
      start++;
      continue;
    }

    if (opts.noparen !== true && code === CHAR_LEFT_PARENTHESES) {
      isGlob = token.isGlob = true;

      if (scanToEnd === true) {
        let parens = 1;

        while (eos() !== true && (code = advance())) {
          if (code === CHAR_BACKWARD_SLASH) {
            backslashes = token.backslashes = true;
            advance();
            continue;
          }

          if (code === CHAR_LEFT_PARENTHESES) {
            parens++;
            continue;
          }

          if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
            finished = true;
            break;
          }
        }
        continue;
      }
      break;
    }

    if (isGlob === true) {
      finished = true;

      if (scanToEnd === true) {
        continue;
      }

      break;
    }
  }

  if (opts.noext === true) {
    isExtglob = false;
    isGlob = false;
  }

  let base = str;
  let prefix = '';
  let glob = '';

  if (start > 0) {
    prefix = str.slice(0, start);
    str = str.slice(start);
    lastIndex -= start;
  }

  if (base && isGlob === true && lastIndex > 0) {
    base = str.slice(0, lastIndex);
    glob = str.slice(lastIndex);
  } else if (isGlob === true) {
    base = '';
    glob = str;
  } else {
    base = str;
  }

  if (base && base !== '' && base !== '/' && base !== str) {
    if (isPathSeparator(base.charCodeAt(base.length - 1))) {
      base = base.slice(0, -1);
    }
  }

  if (opts.unescape === true) {
    if (glob) glob = utils.removeBackslashes(glob);

    if (base && backslashes === true) {
      base = utils.removeBackslashes(base);
    }
  }

  const state = {
    prefix,
    input,
    start,
    base,
    glob,
    isBrace,
    isBracket,
    isGlob,
    isExtglob,
    isGlobstar,
    negated,
    negatedExtglob
  };

  if (opts.tokens === true) {
    state.maxDepth = 0;
    if (!isPathSeparator(code)) {
      tokens.push(token);
    }
    state.tokens = tokens;
  }

  if (opts.parts === true || opts.tokens === true) {
    let prevIndex;

    for (let idx = 0; idx < slashes.length; idx++) {
      const n = prevIndex !== undefined ? prevIndex + 1 : start;
      const i = slashes[idx];
      const value = input.slice(n, i);
      if (opts.tokens) {
        if (idx === 0 && start !== 0) {
          tokens[idx].isPrefix = true;
          tokens[idx].value = prefix;
        } else {
          tokens[idx].value = value;
        }
        depth(tokens[idx]);
        state.maxDepth += tokens[idx].depth;
      }
      if (i >= start) {
        parts.push(value);
        prevIndex = i;
      }
    }

    const n = prevIndex !== undefined ? prevIndex + 1 : start;
    const value = input.slice(n);
    parts.push(value);

    if (opts.tokens && prevIndex && prevIndex + 1 < input.length) {
      tokens[tokens.length - 1].value = value;
      depth(tokens[tokens.length - 1]);
      state.maxDepth += tokens[tokens.length - 1].depth;
    }

    state.slashes = slashes;
    state.parts = parts;
  }

  return state;
};

module.exports = scan;


/***/ }),

/***/ 599:
/***/ ((__unused_webpack_module, exports, __webpack_require__) => {

/*global navigator*/


const {
  REGEX_BACKSLASH,
  REGEX_REMOVE_BACKSLASH,
  REGEX_SPECIAL_CHARS,
  REGEX_SPECIAL_CHARS_GLOBAL
} = __webpack_require__(223);

exports.isObject = val => val !== null && typeof val === 'object' && !Array.isArray(val);
exports.hasRegexChars = str => REGEX_SPECIAL_CHARS.test(str);
exports.isRegexChar = str => str.length === 1 && exports.hasRegexChars(str);
exports.escapeRegex = str => str.replace(REGEX_SPECIAL_CHARS_GLOBAL, '\\$1');
exports.toPosixSlashes = str => str.replace(REGEX_BACKSLASH, '/');

exports.isWindows = () => {
  if (typeof navigator !== 'undefined' && navigator.platform) {
    const platform = navigator.platform.toLowerCase();
    return platform === 'win32' || platform === 'windows';
  }

  if (typeof process !== 'undefined' && process.platform) {
    return process.platform === 'win32';
  }

  return false;
};

exports.removeBackslashes = str => {
  return str.replace(REGEX_REMOVE_BACKSLASH, match => {
    return match === '\\' ? '' : match;
  });
};

exports.escapeLast = (input, char, lastIdx) => {
  const idx = input.lastIndexOf(char, lastIdx);
  if (idx === -1) return input;
  if (input[idx - 1] === '\\') return exports.escapeLast(input, char, idx - 1);
  return `${input.slice(0, idx)}\\${input.slice(idx)}`;
};

exports.removePrefix = (input, state = {}) => {
  let output = input;
  if (output.startsWith('./')) {
    output = output.slice(2);
    state.prefix = './';
  }
  return output;
};

exports.wrapOutput = (input, state = {}, options = {}) => {
  const prepend = options.contains ? '' : '^';
  const append = options.contains ? '' : '$';

  let output = `${prepend}(?:${input})${append}`;
  if (state.negated === true) {
    output = `(?:^(?!${output}).*$)`;
  }
  return output;
};

exports.basename = (path, { windows } = {}) => {
  const segs = path.split(windows ? /[\\/]/ : '/');
  const last = segs[segs.length - 1];

  if (last === '') {
    return segs[segs.length - 2];
  }

  return last;
};


/***/ }),

/***/ 688:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findInSeveral: () => (/* binding */ findInSeveral),
  tearDown: () => (/* binding */ tearDown)
});

// EXTERNAL MODULE: ../domain/deployment.ts
var domain_deployment = __webpack_require__(289);
// EXTERNAL MODULE: ../domain/search.ts
var domain_search = __webpack_require__(70);
// EXTERNAL MODULE: ../messages/list.ts
var list = __webpack_require__(30);
// EXTERNAL MODULE: ../domain/maker.ts
var maker = __webpack_require__(396);
// EXTERNAL MODULE: ../operations/find.ts
var find = __webpack_require__(987);
// EXTERNAL MODULE: ../operations/job-record.ts
var job_record = __webpack_require__(787);
// EXTERNAL MODULE: ../domain/pattern.ts
var pattern = __webpack_require__(286);
// EXTERNAL MODULE: ../../node_modules/picomatch/index.js
var picomatch = __webpack_require__(26);
var picomatch_default = /*#__PURE__*/__webpack_require__.n(picomatch);
;// CONCATENATED MODULE: ../domain/environment-selection.ts



/** Names with a leading dot are ordinary names. `a/**` matches only names below `a`, and `{1..3}` matches nothing. */
// Stryker disable next-line BooleanLiteral: without `windows`, only Windows behaves differently
const options = { dot: true, strictSlashes: true, windows: false, expandRange: () => '(?!)' };
/**
 * Returns the environments that the lines select. A line is a name, a pattern, or an exclusion with a leading `!`. A
 * line that equals an existing name is always that name, regardless of its characters. A name that does not exist is
 * also selected, because it may still have deployments. Case is ignored. In a teardown, no pattern matches
 * `production`. If one of the patterns matches everything, no pattern matches `github-pages` either.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
 *
 * @param existing the known names, as GitHub writes them
 */
function selectEnvironments(lines, existing, use) {
    const known = byKey(existing);
    const literalOnly = boundless(lines, known).length > 0 ? protectedAlways : protectedFromPatterns;
    const isProtected = (key) => use === 'teardown' && literalOnly.includes(key);
    const selected = new Map();
    for (const line of lines) {
        const key = line.toLowerCase();
        const name = known.get(key);
        if (name === undefined && (0,pattern/* isExclusion */.VB)(line))
            continue;
        if (name !== undefined || !(0,pattern/* isPattern */.Pt)(line))
            selected.set(key, name ?? line);
        else {
            const isMatch = matcher(key);
            for (const [other, found] of known)
                if (isMatch(other) && !isProtected(other))
                    selected.set(other, found);
        }
    }
    const excludes = exclusions(lines, known).map(line => exclusion(line, known));
    return [...selected].filter(([key]) => !excludes.some(isExcluded => isExcluded(key))).map(([, name]) => name);
}
const protectedFromPatterns = ['production'];
const protectedAlways = ['production', 'github-pages'];
/** Returns the names that each pattern that matches everything selects in a teardown. */
function matchesOfBoundless(lines, existing) {
    const known = byKey(existing);
    const excluded = exclusions(lines, known);
    return boundless(lines, known).map(pattern => ({
        pattern,
        names: selectEnvironments([pattern, ...excluded], existing, 'teardown').sort(domain_deployment/* inNaturalOrder */.LB)
    }));
}
/**
 * Returns the exclusions among the lines. If an exclusion matches no existing environment, it is idle, and may be a
 * typo. A line that equals an existing name is not an exclusion.
 */
function exclusionsAmong(lines, existing) {
    const known = byKey(existing);
    const all = exclusions(lines, known);
    return { exclusions: all, idle: all.filter(line => ![...known.keys()].some(exclusion(line, known))) };
}
const byKey = (names) => new Map(names.map(name => [name.toLowerCase(), name]));
const boundless = (lines, known) => lines.filter(line => (0,pattern/* isBoundless */.OZ)(line) && !known.has(line.toLowerCase()));
const exclusions = (lines, known) => lines.filter(line => (0,pattern/* isExclusion */.VB)(line) && !known.has(line.toLowerCase()));
/** Returns a test for the names that a line with a leading `!` excludes. */
function exclusion(line, known) {
    const key = line.slice(1).toLowerCase();
    return (0,pattern/* isPattern */.Pt)(key) && !known.has(key) ? matcher(key) : other => other === key;
}
/** Replacement for a literal `\`. With several `\` in a row, the library would run forever. */
const backslash = '\uE000';
function matcher(pattern) {
    const isMatch = picomatch_default()(quoted(spread(pattern)), options);
    return key => isMatch(key.replaceAll('\\', backslash));
}
/**
 * Rewrites each `**` that shares its path segment with other characters, so that it also matches `/`. The library would
 * treat it as `*`.
 */
function spread(pattern) {
    return pattern.replaceAll(/\\.|\[[^\]]*\]|\*{2,}/gs, (found, place) => {
        const isWhole = /^[/{,]?$/.test(pattern[place - 1] ?? '') && /^[/},]?$/.test(pattern[place + found.length] ?? '');
        return found.startsWith('*') && !isWhole ? '{*,*/**/*}' : found;
    });
}
/**
 * Returns the pattern for the library, which supports more syntax than this action documents. Groups, quantifiers,
 * quotes and a leading `./` are escaped, because they are plain text here. An ordinary character after a `\` is also
 * plain text.
 */
function quoted(pattern) {
    return pattern
        .replace(/^[!.]/, '\\$&')
        .replaceAll(/\\(.)|\\|\[!|(?<!\[)\^|[()|+@$"]/gsu, (found, escaped) => {
        if (found === '\\' || escaped === '\\')
            return backslash;
        if (found === '[!')
            return '[^';
        if (escaped === undefined)
            return `\\${found}`;
        return /[\p{L}\p{N}\p{So}_]/u.test(escaped) ? escaped : found;
    });
}

;// CONCATENATED MODULE: ../domain/filters.ts


/**
 * Returns the rules that keep deployments of one environment. The first rule that applies gives the reason.
 *
 * @param environment its name
 * @param listed all its deployments, the newest first
 * @param now milliseconds since 1970, by GitHub's clock
 */
function rulesFor(environment, listed, { task, states, olderThanMs, keep, keepOpenPullRequests }, { whyOpen, run }, now) {
    const rules = [one => ((0,maker/* isJobsOwn */.fW)(one, run) ? { text: "it is GitHub's own record for this job" } : undefined)];
    if (task !== undefined)
        rules.push(ofOtherTask(task));
    if (keepOpenPullRequests) {
        rules.push(perTask(listed, (ofTask, task) => {
            const reason = whyOpen({ environment, task, shas: ofTask.map(({ sha }) => sha) });
            return () => reason;
        }));
    }
    if (keep !== undefined)
        rules.push(perTask(listed, ofTask => amongNewest(ofTask, keep)));
    if (olderThanMs !== undefined)
        rules.push(tooYoung(olderThanMs, now));
    if (states.length > 0)
        rules.push(inOtherState(states));
    return rules;
}
function ofOtherTask(wanted) {
    return ({ task }) => (task === wanted ? undefined : { text: `its task is ${task}, not ${wanted}` });
}
/** Applies a rule to the deployments of each task separately. */
function perTask(listed, ruleFor) {
    const tasks = Map.groupBy(listed, ({ task }) => task);
    const rules = new Map([...tasks].map(([task, ofTask]) => [task, ruleFor(ofTask, task)]));
    // Stryker disable next-line OptionalChaining: the map contains the task of every deployment.
    return one => rules.get(one.task)?.(one);
}
/**
 * Keeps the newest deployments and the newest success. Also keeps deployments from the same second as the last one
 * kept, because their order is unknown.
 */
function amongNewest(listed, keep) {
    const last = keep > 0 ? (listed[keep - 1] ?? listed.at(-1)) : undefined;
    const newestSuccess = listed.find(({ state }) => state === 'success')?.createdAt;
    return ({ state, createdAt }) => {
        if (last !== undefined && createdAt >= last.createdAt) {
            return { text: `it is among the newest ${keep} of its environment and task` };
        }
        const isNewestSuccess = state === 'success' && createdAt === newestSuccess;
        return isNewestSuccess ? { text: 'it is the newest successful one of its environment and task' } : undefined;
    };
}
/** Keeps deployments that are too young. Also keeps a deployment of unknown age, because it may be too young. */
function tooYoung(olderThan, now) {
    const reason = { text: `it is not older than ${(0,domain_deployment/* duration */.p0)(olderThan)}` };
    return ({ createdAt }) => (now - Date.parse(createdAt) > olderThan ? undefined : reason);
}
function inOtherState(states) {
    return ({ state }) => (0,domain_deployment/* isInState */.v2)(state, states) ? undefined : { text: `it is ${state ?? 'without a status'}, not ${states.join(' or ')}` };
}

;// CONCATENATED MODULE: ../domain/open-pull-requests.ts
/**
 * Returns a function that tells why an environment and task belongs to an open pull request, or `undefined` if it does
 * not. The surest sign is a commit, then the name of a branch, then a number.
 */
function openPullRequestRule(open) {
    const byCommit = new Map(open.flatMap(({ number, commits }) => commits.map(sha => [sha, number])));
    const branches = open.map(({ branch = '', number }) => [slug(branch), number]);
    const byBranch = new Map(branches.filter(([branch]) => branch !== ''));
    const numbers = new Set(open.map(({ number }) => number));
    return ({ environment, task, shas }) => {
        const names = [environment, task];
        const [ofCommit] = shas.flatMap(sha => byCommit.get(sha) ?? []);
        if (ofCommit !== undefined) {
            return { text: `a commit of its environment and task belongs to the open pull request #${ofCommit}` };
        }
        const [ofBranch] = names.flatMap(endings).flatMap(ending => byBranch.get(ending) ?? []);
        if (ofBranch !== undefined) {
            return { text: `the environment or task has the name of the branch of the open pull request #${ofBranch}` };
        }
        const number = numbersIn(names).find(each => numbers.has(each));
        if (number === undefined)
            return undefined;
        const text = `the environment or task has the number of the open pull request #${number} in its name`;
        return { text, isByNumber: true };
    };
}
/** Returns a name as it is often written in host names: in lower case, and `-` for everything but letters and digits. */
const slug = (name) => name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
/** Returns the slug of a name and every part of it that follows a `-`, the longest first. */
function endings(name) {
    const words = slug(name).split('-');
    return words.map((_, place) => words.slice(place).join('-'));
}
/** A number after the word `pr`, `pull` or `mr`: `pr-12`, `PR #12`, `pr12-api`. */
const afterWord = /(?<!\p{L})(?:pr|pull|mr)[ \-_/#.]{0,2}(\d+)/giu;
/** A whole number that is not part of a word, a version or a SHA: `preview/12`, but not `v12`, `1.12` or `05`. */
const onItsOwn = /(?<![\p{L}\d]|\d\.)[1-9]\d*(?![\p{L}\d]|\.\d)/gu;
/**
 * Returns the numbers in names that may be a pull request. If a number follows the word `pr`, `pull` or `mr`, all other
 * numbers mean something else, such as the region in `pr-12-eu-west-1`.
 */
function numbersIn(names) {
    const named = names.flatMap(name => Array.from(name.matchAll(afterWord), ([, digits]) => Number(digits)));
    if (named.length > 0)
        return named;
    return names.flatMap(name => Array.from(name.matchAll(onItsOwn), ([digits]) => Number(digits)));
}

;// CONCATENATED MODULE: ../domain/teardown-plan.ts



/** Whether a decision can depend on deployments that are not live: on their number, their age or their commit. */
const needsHistory = ({ operation, filters }) => operation === 'delete' || filters.keep !== undefined || filters.keepOpenPullRequests;
/**
 * Decides about each deployment of the requested environments only.
 *
 * @param now milliseconds since 1970, by GitHub's clock
 */
function planTeardown(aim, survey, run, now) {
    const known = { missing: survey.missing, run, whyOpen: openPullRequestRule(survey.openPullRequests) };
    const environments = byName(survey).map(environment => planEnvironment(environment, aim, known, now));
    const targets = aim.deleteEnvironment ? environments.filter(({ isMissing }) => !isMissing) : [];
    const left = aim.operation === 'delete' ? [] : environments.filter(({ hasOnlyFailed }) => hasOnlyFailed);
    return {
        madeAtMs: now,
        environments: environments.map(({ name }) => name),
        decisions: environments.flatMap(({ decisions }) => decisions),
        more: survey.more,
        environmentsToDelete: targets.filter(({ whyKept }) => whyKept === undefined).map(({ name }) => name),
        environmentsToKeep: targets.flatMap(({ name, whyKept: reason }) => reason === undefined ? [] : [{ name, reason }]),
        onlyFailed: left.map(({ name }) => name),
        keptByNumber: environments.reduce((sum, environment) => sum + environment.keptByNumber, 0),
        missing: environments.filter(({ isMissing }) => isMissing).map(({ name }) => name),
        boundless: survey.boundless
    };
}
function planEnvironment({ name, deployments }, { operation, filters, deleteEnvironment }, known, now) {
    const rules = rulesFor(name, deployments, filters, known, now);
    const decisions = deployments.map(one => decide(one, operation, rules));
    const wouldDelete = (one) => decide(one, 'delete', rules).action === 'delete';
    const isMissing = known.missing.has(name.toLowerCase());
    // Without deployments, only the name tells whether an environment to delete belongs to a pull request.
    const isNameEnough = filters.keepOpenPullRequests && deleteEnvironment && deployments.length === 0 && !isMissing;
    const openByName = isNameEnough ? known.whyOpen({ environment: name, task: '', shas: [] }) : undefined;
    const tasksByNumber = new Set(decisions.filter(({ isByNumber }) => isByNumber).map(({ deployment }) => deployment.task));
    return {
        name,
        isMissing,
        decisions,
        hasOnlyFailed: deployments.every(({ state }) => (0,domain_deployment/* isFailed */.Ix)(state)) && deployments.some(wouldDelete),
        whyKept: openByName?.text ?? whyKeptBy(decisions),
        keptByNumber: openByName?.isByNumber === true ? 1 : tasksByNumber.size
    };
}
/** Returns which deployments keep their environment, or `undefined` if none does. */
function whyKeptBy(decisions) {
    const [first, ...others] = decisions.filter(({ action }) => action === 'spare');
    if (first === undefined)
        return undefined;
    const count = others.length === 0 ? '1 deployment is kept' : `${others.length + 1} deployments are kept`;
    return `${count}: ${first.reason}`;
}
/** Returns the requested environments with their deployments, in an order that does not depend on the reading. */
function byName({ environments, deployments }) {
    const found = Map.groupBy(deployments, ({ environment }) => environment.toLowerCase());
    return environments.toSorted(domain_deployment/* inNaturalOrder */.LB).map(name => {
        const sorted = (found.get(name.toLowerCase()) ?? []).sort((one, other) => (0,domain_deployment/* newestFirst */.ll)(one, other) || one.nodeId.localeCompare(other.nodeId));
        return { name: sorted[0]?.environment ?? name, deployments: sorted };
    });
}
function decide(deployment, operation, rules) {
    const state = deployment.state ?? 'without a status';
    const isNow = (0,domain_deployment/* isLive */.DG)(deployment.state) ? `it is live (${state})` : `it is not live (${state})`;
    if (operation === 'deactivate' && !(0,domain_deployment/* isLive */.DG)(deployment.state))
        return { deployment, action: 'none', reason: isNow };
    const reasons = rules.flatMap(rule => rule(deployment) ?? []);
    const [first] = reasons;
    if (first !== undefined) {
        const decision = { deployment, action: 'spare', reason: first.text };
        return reasons.every(({ isByNumber }) => isByNumber === true) ? { ...decision, isByNumber: true } : decision;
    }
    if (operation === 'deactivate')
        return { deployment, action: 'deactivate', reason: isNow };
    return {
        deployment,
        action: 'delete',
        reason: (0,domain_deployment/* isLive */.DG)(deployment.state) ? `${isNow}, so it is deactivated first` : isNow
    };
}
/** Returns the deployments that a teardown changes if nothing fails. */
function plannedChanges({ decisions }) {
    const planned = decisions.filter(({ action }) => action === 'deactivate' || action === 'delete');
    return {
        deactivate: planned.map(({ deployment }) => deployment).filter(({ state }) => (0,domain_deployment/* isLive */.DG)(state)),
        delete: planned.filter(({ action }) => action === 'delete').map(({ deployment }) => deployment)
    };
}
/**
 * Returns the environments that the teardown changed and that have no live deployment left. Without a result, the plan
 * counts as done.
 */
function clearedEnvironments(plan, result) {
    const planned = plannedChanges(plan);
    const { deactivated, deleted, environments } = result ?? {
        deactivated: planned.deactivate,
        deleted: planned.delete,
        environments: plan.environmentsToDelete
    };
    const changed = new Set([...deactivated, ...deleted]);
    const gone = new Set(result?.gone);
    const remains = ({ deployment }) => (0,domain_deployment/* isLive */.DG)(deployment.state) && !changed.has(deployment) && !gone.has(deployment);
    const live = plan.decisions.filter(remains).map(({ deployment }) => deployment);
    const keys = (names) => new Set(names.map(name => name.toLowerCase()));
    const touched = keys([...Array.from(changed, ({ environment }) => environment), ...environments]);
    const inhabited = keys(live.map(({ environment }) => environment));
    return plan.environments.filter(name => touched.has(name.toLowerCase()) && !inhabited.has(name.toLowerCase()));
}

// EXTERNAL MODULE: ../messages/teardown.ts
var teardown = __webpack_require__(898);
;// CONCATENATED MODULE: ../operations/survey.ts





/** Maximum number of deployments to keep in memory if they are not live and no decision needs them. */
const maxHistory = 1000;
/** Empty survey. */
const nothingFound = {
    environments: [],
    deployments: [],
    more: 0,
    openPullRequests: [],
    missing: new Set(),
    boundless: []
};
/** Reads the deployments and environments that a teardown needs, and no others. */
async function survey({ operation, target, filters, deleteEnvironment }, ports) {
    if (target.by === 'id') {
        const listed = await ports.github.listing.one(target.id);
        return { ...nothingFound, environments: [listed.environment], deployments: [listed] };
    }
    const { names, boundless } = await resolveEnvironments(target.lines, 'teardown', ports);
    const mostHistory = needsHistory({ operation, filters }) ? Infinity : maxHistory;
    const { deployments, more, inhabited } = await listAll(names, ports, mostHistory);
    const missing = new Set();
    for (const name of names.filter(each => !inhabited.has(each.toLowerCase()))) {
        if ((await ports.github.environments.existence(name)) === 'missing')
            missing.add(name.toLowerCase());
    }
    // Without deployments, the name of an environment to delete still tells whether it belongs to a pull request.
    const isNeeded = deployments.length > 0 || (deleteEnvironment && names.length > 0);
    const openPullRequests = filters.keepOpenPullRequests && isNeeded ? await openPullRequestsOf(ports) : [];
    return { environments: names, deployments, more, openPullRequests, missing, boundless };
}
/**
 * Reads all deployments of environments.
 *
 * @param mostHistory maximum number of deployments to return that are not live
 */
async function listAll(environments, { github }, mostHistory = Infinity) {
    const deployments = [];
    const inhabited = new Set();
    let history = 0;
    for await (const { entries } of github.listing.survey(environments)) {
        for (const listed of entries) {
            inhabited.add(listed.environment.toLowerCase());
            if ((0,domain_deployment/* isLive */.DG)(listed.state) || ++history <= mostHistory)
                deployments.push(listed);
        }
    }
    return { deployments, more: Math.max(0, history - mostHistory), inhabited };
}
async function openPullRequestsOf({ github, report }) {
    const { open, hasReplacedHeads } = await github.pullRequests.open();
    if (open.length > 0 && !hasReplacedHeads)
        report.note((0,teardown/* replacedHeadsUnknown */.Yk)());
    return open;
}
/** Maximum number of pages of deployments to read for the names of their environments. */
const maxPagesOfNames = 50;
/**
 * Resolves lines to names. Lists the environments only if a pattern needs it.
 *
 * @throws Problem if a teardown could affect every environment by mistake
 */
async function resolveEnvironments(lines, use, ports) {
    if (!(0,pattern/* hasPatterns */.__)(lines))
        return { names: selectEnvironments(lines, [], use), boundless: [] };
    const known = (await ports.github.environments.names()) ?? (await namesOfDeployments(ports));
    const boundless = use === 'teardown' ? matchesOfBoundless(lines, known) : [];
    if (boundless[0] !== undefined)
        demandExclusions(lines, known, boundless[0]);
    return { names: selectEnvironments(lines, known, use), boundless };
}
/** Returns the environment names of all deployments, for a token that may not list the environments. */
async function namesOfDeployments({ github, report }) {
    report.info('The token may not list the environments, so their names are taken from the deployments.');
    const names = new Set();
    let pages = 0;
    let deployments = 0;
    for await (const { entries } of github.deployments.pages({})) {
        if (++pages > maxPagesOfNames)
            throw (0,teardown/* patternsNotResolved */.vM)({ deployments });
        for (const { environment } of entries)
            names.add(environment);
        deployments += entries.length;
    }
    return [...names];
}
/** Rejects exclusions without effect. After a typo, a pattern that matches everything would not exclude anything. */
function demandExclusions(lines, known, { pattern }) {
    const { exclusions, idle } = exclusionsAmong(lines, known);
    if (idle.length > 0)
        throw (0,teardown/* exclusionMatchesNothing */.JA)({ exclusions: idle, pattern });
    if (exclusions.length === 0)
        throw (0,teardown/* nothingExcluded */.c9)({ pattern });
}

;// CONCATENATED MODULE: ../operations/find-everywhere.ts






/** Maximum number of requests for the ids and refs of the deployments. */
const maxRequests = 100;
/** Finds the newest deployment of each environment and task in the environments that the lines select. */
async function findEverywhere(command, ports, deployedReport) {
    const { github, report, run } = ports;
    const search = await (0,find/* searchOf */.EP)(command, ports);
    const { names } = await resolveEnvironments(command.lines, 'find', ports);
    const [line = '', ...otherLines] = command.lines;
    const [name = '', ...otherNames] = names;
    // A single line that looks like a pattern may be the name of an existing environment.
    if (otherLines.length === 0 && otherNames.length === 0 && (0,domain_deployment/* sameEnvironment */.iE)(name, line)) {
        return (0,find/* findIn */.r9)(name, search, ports);
    }
    const listed = [];
    if (!(0,find/* isHopeless */.cs)(search)) {
        for await (const { entries } of github.listing.survey(names))
            listed.push(...entries);
    }
    const own = listed.find(one => (0,maker/* isJobsOwn */.fW)(one, run));
    if (own !== undefined)
        (0,job_record/* adviseOneRecord */.M)(own.environment, ports);
    const deployed = await withRecords((0,domain_search/* deployedAmong */.BE)(listed, search, run), ports);
    deployedReport.deployed({ ...search, environments: names }, deployed);
    const unknown = deployed.filter(({ id }) => id === undefined).length;
    if (unknown === 0)
        return;
    report.info(`Neither id nor ref of ${unknown} of these deployments is known: looking them up would take more than ${maxRequests} requests.`);
}
/** Adds the ids and refs, which only REST returns, as far as the requests suffice. */
async function withRecords(deployed, { github }) {
    const without = deployed.filter(({ id }) => id === undefined);
    const records = await github.deployments.records(without, { maxRequests });
    return deployed.map(one => {
        const { id = one.id, ref = one.ref } = records.get(one.nodeId) ?? {};
        return { ...one, id, ref };
    });
}

// EXTERNAL MODULE: ../domain/run.ts
var domain_run = __webpack_require__(97);
// EXTERNAL MODULE: ../messages/job.ts
var job = __webpack_require__(327);
// EXTERNAL MODULE: ../messages/problem.ts
var problem = __webpack_require__(791);
// EXTERNAL MODULE: ../operations/supersede.ts
var supersede = __webpack_require__(386);
;// CONCATENATED MODULE: ../operations/teardown-writes.ts




/** Deactivates and deletes deployments as planned, and collects the results. A failure does not stop the rest. */
class TeardownWrites {
    result = { deactivated: [], deleted: [], gone: [], environments: [], failed: [] };
    /** Set if no further write can succeed. The rest is not attempted then. */
    stopped;
    #texts;
    #ports;
    #planned;
    /** Deployments without a result. */
    #left;
    /** Reasons why GitHub had no answer. */
    #unanswered = new Map();
    constructor(plan, texts, ports) {
        this.#texts = texts;
        this.#ports = ports;
        this.#planned = plannedChanges(plan);
        this.#left = { deactivate: new Set(this.#planned.deactivate), delete: new Set(this.#planned.delete) };
    }
    /**
     * Deactivates before it deletes, because GitHub does not delete an active deployment while others exist. If GitHub has
     * no answer for a batch in time, the batch goes to the end of the queue, once.
     */
    async carryOut() {
        const planned = this.#planned;
        const batchesOf = (change) => (0,supersede/* inBatches */.oq)(planned[change]).map(deployments => ({ change, deployments, isSecond: false }));
        const queue = [...batchesOf('deactivate'), ...batchesOf('delete')];
        const reached = {
            deactivate: progressOf('deployments deactivated', planned.deactivate.length, this.#ports),
            delete: progressOf('deployments deleted', planned.delete.length, this.#ports)
        };
        try {
            for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
                queue.push(...(await this.#write(batch, queue)));
                reached[batch.change](planned[batch.change].length - this.#left[batch.change].size);
            }
        }
        catch (error) {
            if (!(error instanceof problem/* GitHubProblem */.Jy))
                throw error;
            this.stopped = error;
        }
        for (const deployment of new Set([...this.#left.deactivate, ...this.#left.delete])) {
            this.#fail(deployment, this.#unanswered.get(deployment) ?? 'not attempted');
        }
    }
    /** Writes a batch while others wait. Returns what has to be done at the end. */
    async #write({ change, deployments, isSecond }, others) {
        const left = deployments.filter(deployment => this.#left[change].has(deployment));
        // A deployment that is still active can only be deleted later.
        const active = change === 'delete' ? left.filter(deployment => this.#left.deactivate.has(deployment)) : [];
        const ready = left.filter(deployment => !active.includes(deployment));
        const isAwaited = others.some(other => other.deployments.some(deployment => !deployments.includes(deployment)));
        const options = { mayBeDone: isSecond, isAwaited: isSecond || isAwaited };
        const late = [];
        for await (const written of ready.length === 0 ? [] : this.#send(change, ready, options)) {
            if (written.result === 'unanswered')
                this.#unanswered.set(written.deployment, written.why);
            if (written.result === 'unanswered' && !isSecond)
                late.push(written.deployment);
            else
                this.#settle(change, written);
        }
        if (late.length > 0) {
            const them = late.length === 1 ? 'One deployment is' : `${late.length} deployments are`;
            this.#ports.report.info(`${them} left for the end: GitHub had no answer within a minute.`);
        }
        return [
            { change, deployments: late, isSecond: true },
            { change, deployments: active, isSecond: false }
        ].filter(batch => batch.deployments.length > 0);
    }
    #send(change, batch, options) {
        const { github, run } = this.#ports;
        if (change === 'delete')
            return github.writes.delete(batch, options);
        const { description = (0,domain_deployment/* shortened */.vI)(`Torn down by ${run.workflow || 'a workflow'}`), logUrl } = this.#texts;
        return github.writes.end(batch, { state: 'inactive', description, logUrl }, options);
    }
    /** Records the result for one deployment. A deployment that could not be deactivated is not deleted. */
    #settle(change, written) {
        const { deployment, result } = written;
        this.#left[change].delete(deployment);
        if (result === 'done') {
            this.result[change === 'delete' ? 'deleted' : 'deactivated'].push(deployment);
            return;
        }
        this.#left.delete.delete(deployment);
        if ('why' in written)
            this.#fail(deployment, written.why);
        else
            this.result.gone.push(deployment);
    }
    #fail(deployment, why) {
        this.result.failed.push({ environment: deployment.environment, deployment, why });
    }
}
/** Number of steps between two lines of progress, or a tenth of all steps if that is more. */
const minStep = 100;
/** Time after which a line of progress follows even if fewer steps are done. */
const maxSilenceMs = 15_000;
/** Returns a function to call after each step of a long list of writes. It reports the progress at regular intervals. */
function progressOf(what, total, { clock, github, report }) {
    let reportedCount = 0;
    let reportedAtMs;
    return doneCount => {
        reportedAtMs ??= clock.now();
        const isFar = doneCount - reportedCount >= Math.max(minStep, total / 10);
        if (doneCount >= total || (!isFar && clock.now() - reportedAtMs < maxSilenceMs))
            return;
        reportedCount = doneCount;
        reportedAtMs = clock.now();
        report.info(`Progress    ${doneCount} of ${total} ${what}, ${github.requests} requests so far`);
    };
}

;// CONCATENATED MODULE: ../operations/environment-deletion.ts





/**
 * Deletes environments without deployments. If GitHub refuses, warns and keeps all other results.
 *
 * @param before deployments that the environments had before the teardown
 * @param result collects deleted environments and failures
 */
async function deleteEnvironments(doomed, before, result, environmentAdmin, ports) {
    const fail = (environment, why) => void result.failed.push({ environment, why });
    const names = await uninhabited(doomed, result, ports).catch((error) => {
        if (!(error instanceof problem/* Problem */.AF))
            throw error;
        doomed.forEach(name => fail(name, (0,problem/* explain */.WE)(error)));
        return [];
    });
    if (names.length === 0)
        return;
    const reached = progressOf('environments deleted', names.length, ports);
    const admin = environmentAdmin();
    const refused = [];
    for (const [place, name] of names.entries()) {
        try {
            await admin.environments.delete(name);
            result.environments.push(name);
        }
        catch (error) {
            if (!(error instanceof problem/* Problem */.AF))
                throw error;
            const answer = error instanceof problem/* GitHubProblem */.Jy ? error.answer : undefined;
            const isRateLimit = answer?.limit !== undefined;
            // The token may not delete the environment, or GitHub does not find it.
            if (answer !== undefined && !isRateLimit && [401, 403, 404].includes(answer.status)) {
                refused.push({ name, answer });
                continue;
            }
            fail(name, (0,problem/* explain */.WE)(error));
            if (!isRateLimit)
                continue;
            names.slice(place + 1).forEach(other => fail(other, 'not attempted'));
            break;
        }
        reached(place + 1);
    }
    await reportRefused(refused, before, ports);
}
/** Returns the environments without deployments. Reads them again because somebody may have deployed meanwhile. */
async function uninhabited(names, { deleted }, ports) {
    const { deployments } = await listAll(names, ports);
    // A replica may still show deleted deployments.
    const gone = new Set(deleted.map(({ nodeId }) => nodeId));
    const left = deployments.filter(({ nodeId }) => !gone.has(nodeId));
    const inhabited = new Set(left.map(({ environment }) => environment.toLowerCase()));
    const isInhabited = (name) => inhabited.has(name.toLowerCase());
    for (const name of names.filter(isInhabited))
        ports.report.note((0,teardown/* environmentInUse */.Gc)({ name }));
    return names.filter(name => !isInhabited(name));
}
/**
 * Warns about environments that GitHub refuses to delete. If one does not exist, there is nothing to delete. If one had
 * deployments and nothing shows that it is gone, it exists.
 */
async function reportRefused(refused, before, { github, report }) {
    const staying = [];
    const unknown = [];
    for (const { name, answer } of refused) {
        const existence = await github.environments.existence(name);
        if (existence === 'missing') {
            report.info(`Environment ${name} does not exist, so there is nothing to delete.`);
            continue;
        }
        staying.push({ name, answer });
        const wasInhabited = before.some(({ environment }) => (0,domain_deployment/* sameEnvironment */.iE)(environment, name));
        if (existence === 'unknown' && !wasInhabited)
            unknown.push(name);
    }
    if (staying.length > 0)
        report.note((0,teardown/* environmentsNotDeleted */.hM)({ refused: staying, unknown }));
}

;// CONCATENATED MODULE: ../operations/teardown.ts











/**
 * Deactivates live deployments in environments. With `delete`, then deletes the deployments and the environments. A
 * failure does not stop the rest.
 * https://docs.github.com/rest/deployments/deployments#delete-a-deployment
 *
 * @throws Problem that lists all failures
 */
async function teardown_teardown(command, ports, teardownReport, environmentAdmin) {
    const { github, run, report } = ports;
    const found = await surveyOf(command, ports);
    const plan = planTeardown(command, found, run, github.now);
    teardownReport.plan(plan);
    const own = plan.decisions.find(({ deployment, action }) => action === 'spare' && (0,maker/* isJobsOwn */.fW)(deployment, run));
    if (own !== undefined) {
        const { environment } = own.deployment;
        report.note((0,job/* ownRecordKept */.kc)({ environment, isOnEnterpriseServer: (0,domain_run/* isOnEnterpriseServer */.qE)(run) }));
    }
    if (command.dryRun) {
        teardownReport.tornDown(plan);
        return;
    }
    const writes = new TeardownWrites(plan, command, ports);
    const { result } = writes;
    try {
        await writes.carryOut();
        const doomed = withoutFailures(plan.environmentsToDelete, result);
        if (writes.stopped === undefined) {
            await deleteEnvironments(doomed, found.deployments, result, environmentAdmin, ports);
        }
        else {
            result.failed.push(...doomed.map(environment => ({ environment, why: 'not attempted' })));
        }
    }
    finally {
        teardownReport.tornDown(plan, result);
    }
    const { failed } = result;
    if (failed.length === 0)
        return;
    if (writes.stopped !== undefined && result.deactivated.length + result.deleted.length === 0)
        throw writes.stopped;
    throw (0,teardown/* teardownIncomplete */.Pd)({ operation: command.operation, failed: failed.length, reasons: reasonsOf(failed) });
}
async function surveyOf(command, ports) {
    const { operation, target } = command;
    try {
        return await survey(command, ports);
    }
    catch (error) {
        if (operation !== 'delete' || target.by !== 'id' || !(0,problem/* isNotFound */.c4)(error))
            throw error;
        if (!(await ports.github.deployments.isDeleted(target.id)))
            throw error;
        ports.report.note((0,teardown/* deploymentDoesNotExist */.xz)({ id: target.id }));
        return nothingFound;
    }
}
/** Returns the environments without failed deployments. */
function withoutFailures(names, { failed }) {
    const withFailures = new Set(failed.map(({ environment }) => environment.toLowerCase()));
    return names.filter(name => !withFailures.has(name.toLowerCase()));
}
/** Lists failures by reason. If reasons differ only in the request or the deployment, shows only the first one. */
function reasonsOf(failed) {
    const reasons = Map.groupBy(failed, ({ why }) => why.replace(/ \[request .*\]$/, '').replace(/\bdeployment \d+/, ''));
    return Array.from(reasons.values(), those => {
        const names = those.map(({ environment, deployment }) => deployment === undefined ? `environment ${environment}` : `${(0,domain_deployment/* shortRef */.m3)(deployment.sha)} in ${environment}`);
        return `${(0,list/* inShort */.wZ)(names)}: ${those[0]?.why ?? ''}`;
    });
}

// EXTERNAL MODULE: ../action/html.ts
var html = __webpack_require__(773);
// EXTERNAL MODULE: ../action/report.ts
var report = __webpack_require__(278);
;// CONCATENATED MODULE: ../action/size-limits.ts

/**
 * Returns as many entries as fit, in their order, as JSON, and the number of all others.
 *
 * @param longest maximum number of characters
 * @param byImportance sorts the most important entries, which are kept, to the front
 */
function fitting(all, longest, entryOf, byImportance = () => 0) {
    const texts = new Map();
    let length = 0;
    for (const one of all.toSorted(byImportance)) {
        const text = JSON.stringify(entryOf(one));
        length += text.length + 1;
        if (length > longest)
            break;
        texts.set(one, text);
    }
    return { json: `[${all.flatMap(one => texts.get(one) ?? []).join(',')}]`, left: all.length - texts.size };
}
/**
 * Maximum length of an output, in characters. All outputs of a job together may have 1 MiB, and the runner counts two
 * bytes per character. https://docs.github.com/actions/reference/limits
 */
const maxDeploymentsLength = 350_000;
const maxEnvironmentsLength = 100_000;
/** Maximum number of lines in the log, or rows in the summary, that are not folded. */
const maxUnfolded = 20;
/** Writes a list to the log. Folds a long list. */
function printList(runner, headline, lines) {
    if (lines.length > maxUnfolded)
        runner.group(headline, lines);
    else
        [headline, ...lines].forEach(line => runner.info(line));
}
/** Maximum size of a table in bytes. The job summary may have 1 MiB, and nobody reads a table that long. */
const maxTableBytes = 512 * 1024;
const maxRows = 1000;
/**
 * Returns an HTML table with the rows that fit in the job summary, and the number of all others.
 *
 * @param cellsOf returns the cells of a row as HTML
 * @param total number of all rows, if `all` does not have them all
 */
function fittingTable(titles, all, cellsOf, total = all.length) {
    let bytes = 0;
    const rows = all
        .slice(0, maxRows)
        .map(one => cellsOf(one)
        .map(cell => `<td>${cell}</td>`)
        .join(''))
        .filter(row => (bytes += Buffer.byteLength(row)) <= maxTableBytes);
    const left = total - rows.length;
    const cut = left === 0 ? [] : [`<td colspan="${titles.length}">and ${left} more, for which there is no room</td>`];
    return (0,html/* table */.tp)([titles.map(title => `<th>${title}</th>`).join(''), ...rows, ...cut]);
}

;// CONCATENATED MODULE: ../action/teardown-report.ts







/** Maximum number of environments that a heading names. */
const maxNamed = 3;
/** Maximum number of names that the log lists for a pattern. */
const maxPatternNames = 100;
/** Returns the part of the report that shows the plan and the result of a teardown. */
const teardownReport = (command, report) => ({
    plan: plan => {
        patternLines(plan).forEach(line => report.info(line));
        printList(report.runner, planHeadline(plan), planLines(plan));
        remarks(plan, isSweep(command.target)).forEach(line => report.info(line));
    },
    tornDown: (plan, result) => {
        writeOutputs(plan, result, report.runner);
        report.summarizeAs(`${(0,html/* heading */.R_)(teardownHeading(command, plan))}${teardownSummary(plan, result, report.repo)}`);
    }
});
function writeOutputs(plan, result, runner) {
    const environments = fitting(clearedEnvironments(plan, result), maxEnvironmentsLength, name => name);
    const failures = failuresOf(result);
    const entry = (decision) => entryOf(decision, failures);
    const deployments = fitting(plan.decisions, maxDeploymentsLength, entry, byImportance);
    runner.output('deactivated', String(result?.deactivated.length ?? 0));
    runner.output('deleted', String(result?.deleted.length ?? 0));
    runner.output('environments', environments.json);
    runner.output('deployments', deployments.json);
    if (!isIdle(plan))
        runner.info(resultLine(result));
    const left = deployments.left + plan.more;
    if (left > 0) {
        runner.info(`The output "deployments" has no room for ${left} of them. Unchanged ones are left out first.`);
    }
    if (environments.left > 0) {
        runner.info(`The output "environments" has no room for ${(0,list/* counted */.hS)(environments.left, 'more environment')}.`);
    }
}
/** Whether the teardown goes by a pattern, so you do not name each environment. */
const isSweep = (target) => target.by === 'environments' && (0,pattern/* hasPatterns */.__)(target.lines);
/** Returns the heading of the job summary for a teardown or its dry run. */
function teardownHeading({ target, dryRun }, plan) {
    const what = target.by === 'id'
        ? `Teardown of deployment ${target.id}`
        : `${isSweep(target) ? 'Sweep' : 'Teardown'} of ${(0,list/* inShort */.wZ)(target.lines, maxNamed)}`;
    return `${what}${dryRun ? ' (dry run)' : ''}${isIdle(plan) ? ': nothing to do' : ''}`;
}
/** Order of decisions: changes, kept, unchanged. If room runs out, unchanged deployments are left out first. */
const importance = { deactivate: 0, delete: 0, spare: 1, none: 2 };
const byImportance = (one, other) => importance[one.action] - importance[other.action];
/** Names of the actions in texts for people. */
const words = { deactivate: 'deactivate', delete: 'delete', spare: 'keep', none: 'unchanged' };
const withAction = ({ decisions }, ...actions) => decisions.filter(({ action }) => actions.includes(action));
const age = ({ createdAt }, { madeAtMs }) => (0,domain_deployment/* ago */.KN)(madeAtMs - Date.parse(createdAt));
const isIdle = (plan) => withAction(plan, 'deactivate', 'delete').length === 0 && plan.environmentsToDelete.length === 0;
/** Returns a line for each pattern that matches everything, with the names that it matches. */
const patternLines = ({ boundless }) => boundless.map(({ pattern, names }) => (0,report/* logLine */.BP)('Pattern', `${pattern} stands for ${names.length === 0 ? 'no environment' : (0,list/* inShort */.wZ)(names, maxPatternNames)}`));
/**
 * Returns the plan as log lines: the changes, then the kept deployments and environments. Unchanged deployments are
 * only counted in the headline.
 */
function planLines(plan) {
    const decided = ({ deployment, action, reason }) => {
        const task = deployment.task === 'deploy' ? '' : ` (${deployment.task})`;
        const what = `${(0,domain_deployment/* shortRef */.m3)(deployment.sha)} in ${deployment.environment}${task}, created ${age(deployment, plan)}`;
        return (0,report/* logLine */.BP)(words[action], `${what}: ${reason}`);
    };
    return [
        ...withAction(plan, 'deactivate', 'delete').map(decided),
        ...plan.environmentsToDelete.map(name => (0,report/* logLine */.BP)('delete', `environment ${name}, with its secrets and rules`)),
        ...withAction(plan, 'spare').map(decided),
        ...plan.environmentsToKeep.map(({ name, reason }) => (0,report/* logLine */.BP)('keep', `environment ${name}: ${reason}`))
    ];
}
function planHeadline(plan) {
    const { environments, decisions, more, environmentsToDelete, missing } = plan;
    const where = (0,list/* nameOrCount */.ep)(environments);
    if (environments.length === 0)
        return 'Nothing to do: no such environment or deployment.';
    if (decisions.length === 0 && environmentsToDelete.length === 0) {
        const moved = 'Deployments that a status moved to another environment are not looked for.';
        const isOne = environments.length === 1;
        if (missing.length < environments.length)
            return `Nothing to do: GitHub lists no deployments for ${where}. ${moved}`;
        const shown = isOne ? `no ${where}` : `none of ${where}`;
        return `Nothing to do: GitHub shows ${shown} and lists no deployments for ${isOne ? 'it' : 'them'}. ${moved}`;
    }
    const count = (action) => withAction(plan, action).length;
    const parts = [
        [count('deactivate'), 'to deactivate'],
        [count('delete'), 'to delete'],
        [count('spare'), 'kept'],
        [count('none') + more, 'not live']
    ];
    const counts = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
    if (environmentsToDelete.length > 0)
        counts.push(`${(0,list/* counted */.hS)(environmentsToDelete.length, 'environment')} to delete`);
    const title = isIdle(plan) ? 'Nothing to do: ' : (0,report/* logLine */.BP)('Plan', '');
    return `${title}${counts.join(', ')} (${(0,list/* counted */.hS)(decisions.length + more, 'deployment')} in ${where})`;
}
/** Returns what else may need your attention: what only a number keeps, and in a sweep what only failed. */
function remarks({ keptByNumber, onlyFailed, more }, isInSweep) {
    const lines = [];
    if (keptByNumber > 0) {
        const text = 'environments and tasks only because of a pull request number in their names';
        lines.push((0,report/* logLine */.BP)('Kept', `${text}: ${keptByNumber}`));
    }
    if (isInSweep && onlyFailed.length > 0) {
        // The states of further deployments are not known here.
        const count = `${more > 0 ? 'about ' : ''}${onlyFailed.length}`;
        const hint = '"deactivate" leaves them as they are, "delete" finds them.';
        lines.push((0,report/* logLine */.BP)('Left', `environments with only failed deployments: ${count}. ${hint}`));
    }
    return lines;
}
function resultLine(result) {
    if (result === undefined)
        return (0,report/* logLine */.BP)('Dry run', 'nothing was written');
    const { deactivated, deleted, gone, environments, failed } = result;
    const parts = [
        `${(0,list/* counted */.hS)(deactivated.length, 'deployment')} deactivated`,
        ...(deleted.length > 0 ? [`${deleted.length} deleted`] : []),
        ...(environments.length > 0 ? [`${(0,list/* counted */.hS)(environments.length, 'environment')} deleted`] : []),
        ...(gone.length > 0 ? [`${gone.length} ${gone.length === 1 ? 'was' : 'were'} already gone`] : []),
        ...(failed.length > 0 ? [`${failed.length} failed`] : [])
    ];
    return (0,report/* logLine */.BP)('Torn down', parts.join(', '));
}
const failuresOf = (result) => new Map((result?.failed ?? []).map(({ deployment, why }) => [deployment, why]));
function entryOf({ deployment, action, reason }, failures) {
    const { nodeId, id, environment, sha, ref, task, state } = deployment;
    const failed = failures.get(deployment);
    return { node_id: nodeId, id, environment, sha, ref, task, state: state ?? null, action, because: reason, failed };
}
/** Returns the plan and its result for the job summary. Escapes all external text. */
function teardownSummary(plan, result, repo) {
    const title = result === undefined ? '<p>Dry run: nothing was written.</p>' : '';
    const overview = (0,html/* factTable */.Bu)(countsOf(plan, result));
    const deployments = plan.decisions.length === 0 ? '' : details(plan, result, repo);
    return `${title}${overview}${environmentsTable(plan, result, repo)}${deployments}\n`;
}
/** Returns the numbers of changes, or of planned changes in a dry run. Always includes the first number. */
function countsOf(plan, result) {
    const planned = plannedChanges(plan);
    const counts = result === undefined
        ? [
            ['Would deactivate', planned.deactivate.length],
            ['Would delete', planned.delete.length],
            ['Would delete environments', plan.environmentsToDelete.length]
        ]
        : [
            ['Deactivated', result.deactivated.length],
            ['Deleted', result.deleted.length],
            ['Environments deleted', result.environments.length],
            ['Failed', result.failed.length]
        ];
    counts.push(['Kept', withAction(plan, 'spare').length]);
    counts.push(['Unchanged', withAction(plan, 'none').length + plan.more]);
    return counts.filter(([, count], place) => place === 0 || count > 0);
}
/** Returns a table of environments: deleted together with their deployments, or kept. */
function environmentsTable(plan, result, repo) {
    const { environmentsToDelete, environmentsToKeep } = plan;
    if (environmentsToDelete.length + environmentsToKeep.length === 0)
        return '';
    const outcome = (name) => {
        if (result === undefined)
            return ['delete', 'no deployment is kept'];
        if (result.environments.includes(name))
            return ['deleted', 'no deployment was kept'];
        const failure = result.failed.find(({ environment, deployment }) => deployment === undefined && environment === name);
        return ['not deleted', failure === undefined ? 'see the log' : `failed: ${failure.why}`];
    };
    const rows = [
        ...environmentsToDelete.map(name => ({ name, cells: outcome(name) })),
        ...environmentsToKeep.map(({ name, reason }) => ({ name, cells: ['keep', reason] }))
    ];
    return fittingTable(['Environment', 'Action', 'Reason'], rows, ({ name, cells }) => [
        (0,html/* link */.nf)((0,html/* environmentPage */.xs)(repo, name), name),
        ...cells.map(html/* escape */.ih)
    ]);
}
function details(plan, result, repo) {
    const failures = failuresOf(result);
    const total = plan.decisions.length + plan.more;
    const body = fittingTable(['Environment', 'Task', 'Commit', 'Created', 'State', 'Action', 'Reason'], plan.decisions.toSorted(byImportance), ({ deployment, action, reason }) => {
        const { environment, task, sha, createdAt, state } = deployment;
        const failed = failures.get(deployment);
        return [
            (0,html/* link */.nf)((0,html/* environmentPage */.xs)(repo, environment), environment),
            (0,html/* escape */.ih)(task),
            (0,html/* link */.nf)(`${repo}/commit/${sha}`, (0,domain_deployment/* shortRef */.m3)(sha)),
            (0,html/* escape */.ih)(`${createdAt} (${age(deployment, plan)})`),
            (0,html/* marked */.xI)(state, 'no status'),
            words[action],
            (0,html/* escape */.ih)(failed === undefined ? reason : `failed: ${failed}`)
        ];
    }, total);
    return total > maxUnfolded ? `<details><summary>${(0,list/* counted */.hS)(total, 'deployment')}</summary>${body}</details>` : body;
}

;// CONCATENATED MODULE: ../action/several-environments.ts









/** Maximum number of environments without a deployment that the log names. */
const maxWithoutDeployment = 20;
/** Tears deployments down, and reports the plan and the result. */
const tearDown = (command, ports, report, environmentAdmin) => teardown_teardown(command, ports, teardownReport(command, report), environmentAdmin);
/** Finds what is deployed in several environments, and reports it. */
const findInSeveral = (command, ports, report) => findEverywhere(command, ports, deployedReport(report));
const deployedReport = (report) => ({
    deployed: (search, deployed) => {
        const { runner, repo } = report;
        const headline = headlineOf(search, deployed);
        printList(runner, headline, deployed.length === 0 ? [] : linesOf(search, deployed));
        const { json, left } = fitting(deployed, maxDeploymentsLength, several_environments_entryOf);
        runner.output('deployments', json);
        if (left > 0)
            runner.info(`The output "deployments" has no room for ${left} of them.`);
        const title = search.ref === undefined ? 'What is deployed where' : `Where ${(0,domain_deployment/* shortRef */.m3)(search.ref)} is deployed`;
        const body = deployed.length === 0 ? `<p>${(0,html/* escape */.ih)(headline)}</p>` : tableOf(search, deployed, repo);
        report.summarizeAs(`${(0,html/* heading */.R_)(title)}${body}\n`);
    }
});
function headlineOf({ environments, ...search }, deployed) {
    if (environments.length === 0)
        return 'No environment matches.';
    const wanted = `${(0,domain_search/* describeSearch */.em)(search)} in ${(0,list/* nameOrCount */.ep)(environments)}`;
    if (deployed.length === 0)
        return `No deployment${wanted}.`;
    return (0,report/* logLine */.BP)('Found', `${(0,list/* counted */.hS)(deployed.length, 'deployment')}${wanted}`);
}
function linesOf({ environments }, deployed) {
    const lines = deployed.map(({ environment, task, sha, newest }) => {
        const later = newest ? '' : ', not the newest';
        return (0,report/* logLine */.BP)((0,domain_deployment/* shortRef */.m3)(sha), `${environment}${task === 'deploy' ? '' : ` (${task})`}${later}`);
    });
    const found = new Set(deployed.map(({ environment }) => environment.toLowerCase()));
    const without = environments.filter(name => !found.has(name.toLowerCase()));
    if (without.length > 0)
        lines.push((0,report/* logLine */.BP)('none', (0,list/* inShort */.wZ)(without, maxWithoutDeployment)));
    return lines;
}
const several_environments_entryOf = (deployed) => ({
    id: deployed.id ?? null,
    environment: deployed.environment,
    task: deployed.task,
    state: deployed.state ?? 'pending',
    sha: deployed.sha,
    ref: deployed.ref ?? null,
    environment_url: deployed.environmentUrl ?? '',
    log_url: deployed.logUrl ?? '',
    created_at: deployed.createdAt,
    newest: deployed.newest
});
function tableOf(search, deployed, repo) {
    const isOfRef = search.ref !== undefined;
    const titles = ['Environment', 'Task', 'State', 'Commit', 'Created', 'URL', ...(isOfRef ? ['Newest'] : [])];
    return fittingTable(titles, deployed, ({ environment, task, state, sha, createdAt, environmentUrl = '', newest }) => [
        (0,html/* link */.nf)((0,html/* environmentPage */.xs)(repo, environment), environment),
        (0,html/* escape */.ih)(task),
        (0,html/* marked */.xI)(state, 'no status'),
        (0,html/* link */.nf)(`${repo}/commit/${sha}`, (0,domain_deployment/* shortRef */.m3)(sha)),
        (0,html/* escape */.ih)(createdAt),
        (0,html/* link */.nf)(environmentUrl, environmentUrl),
        ...(isOfRef ? [newest ? 'yes' : 'no'] : [])
    ]);
}


/***/ })
};
