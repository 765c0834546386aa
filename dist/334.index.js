"use strict";
exports.id = 334;
exports.ids = [334];
exports.modules = {

/***/ 7334:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  resolveEnvironments: () => (/* binding */ resolveEnvironments)
});

// EXTERNAL MODULE: ../messages/problem.ts
var problem = __webpack_require__(7791);
;// CONCATENATED MODULE: ../messages/environment-patterns.ts

/** The token may not list the environments, and there are too many deployments to find all names. */
const patternsNotResolved = ({ deployments }) => new problem/* Problem */.AF(`Could not resolve the patterns: the token may not list the environments, and ${deployments.toLocaleString('en')} deployments did not show all of them.`, 'Add "permissions: actions: read" to the job, or name the environments without patterns.', 'patterns-not-resolved');
/** An exclusion matches no environment, and a pattern matches everything. The exclusion may be a typo. */
const exclusionMatchesNothing = ({ exclusions, pattern }) => new problem/* Problem */.AF(`No existing environment matches the exclusion ${exclusions.map(line => `"${line}"`).join(' or ')}, and "${pattern}" matches every environment.`, 'Nothing was changed. Correct the exclusion, or remove it if it is not needed.', 'exclusion-matches-nothing');
/** A pattern matches everything, and all lines that start with `!` are names of existing environments. */
const nothingExcluded = ({ pattern }) => new problem/* Problem */.AF(`No line excludes anything from "${pattern}": the lines that start with "!" are names of existing environments.`, 'Nothing was changed. Add a line for each environment that must stay.', 'nothing-excluded');

// EXTERNAL MODULE: ../domain/pattern.ts
var pattern = __webpack_require__(8286);
// EXTERNAL MODULE: ../../node_modules/picomatch/index.js
var picomatch = __webpack_require__(1026);
var picomatch_default = /*#__PURE__*/__webpack_require__.n(picomatch);
// EXTERNAL MODULE: ../domain/natural-order.ts
var natural_order = __webpack_require__(6220);
;// CONCATENATED MODULE: ../domain/selection.ts



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
function selectEnvironments(lines, existing, use = 'teardown') {
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
        names: selectEnvironments([pattern, ...excluded], existing).sort(natural_order/* inNaturalOrder */.L)
    }));
}
/** Returns the exclusions that match no existing environment. Each may be a typo. */
function idleExclusions(lines, existing) {
    const known = byKey(existing);
    return exclusions(lines, known).filter(line => ![...known.keys()].some(exclusion(line, known)));
}
/** Whether any of the lines is an exclusion. A line that equals an existing name is not an exclusion. */
const hasExclusions = (lines, existing) => exclusions(lines, byKey(existing)).length > 0;
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

;// CONCATENATED MODULE: ../operations/environment-names.ts



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
    const listed = await ports.github.environments();
    const known = listed ?? (await namesOfDeployments(ports));
    const boundless = use === 'teardown' ? matchesOfBoundless(lines, known) : [];
    if (boundless[0] !== undefined)
        demandExclusions(lines, known, boundless[0]);
    return { names: selectEnvironments(lines, known, use), boundless };
}
/** Returns the environment names of all deployments, for a token that may not list the environments. */
async function namesOfDeployments({ github, report }) {
    const text = 'The token may not list the environments, so their names are taken from the deployments.';
    report.info(text);
    const names = new Set();
    let pages = 0;
    let deployments = 0;
    for await (const page of github.deployments({})) {
        if (++pages > maxPagesOfNames)
            throw patternsNotResolved({ deployments });
        for (const { environment } of page)
            names.add(environment);
        deployments += page.length;
    }
    return [...names];
}
/** Rejects exclusions without effect. After a typo, a pattern that matches everything would not exclude anything. */
function demandExclusions(lines, known, { pattern }) {
    const exclusions = idleExclusions(lines, known);
    if (exclusions.length > 0)
        throw exclusionMatchesNothing({ exclusions, pattern });
    if (!hasExclusions(lines, known))
        throw nothingExcluded({ pattern });
}


/***/ })

};
;