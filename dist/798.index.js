"use strict";
exports.id = 798;
exports.ids = [798,199];
exports.modules = {

/***/ 6220:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ inNaturalOrder)
/* harmony export */ });
const naturally = new Intl.Collator('en', { numeric: true });
/** Compares names as people sort them, ignoring case: `pr-2` before `pr-10`. */
function inNaturalOrder(one, other) {
    const [a, b] = [one.toLowerCase(), other.toLowerCase()];
    return naturally.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}


/***/ }),

/***/ 5180:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ heedsHistory),
  U: () => (/* binding */ planTeardown)
});

// EXTERNAL MODULE: ../domain/deployment.ts
var deployment = __webpack_require__(289);
;// CONCATENATED MODULE: ../domain/filters.ts

/**
 * Returns the rules that keep deployments of one environment. The first rule that applies gives the reason.
 *
 * @param seen all deployments of the environment, the newest first
 * @param now milliseconds since 1970, by GitHub's clock
 */
function rulesFor(seen, { task, states, olderThan, keep, keepOpenPullRequests }, { openPullRequests, jobsOwn }, now) {
    const rules = [({ nodeId }) => (jobsOwn.has(nodeId) ? "it is GitHub's own record for this job" : undefined)];
    if (task !== undefined)
        rules.push(ofOtherTask(task));
    if (keepOpenPullRequests)
        rules.push(perTask(seen, ofTask => inOpenPullRequest(ofTask, openPullRequests)));
    if (keep !== undefined)
        rules.push(perTask(seen, ofTask => amongNewest(ofTask, keep)));
    if (olderThan !== undefined)
        rules.push(tooYoung(olderThan, now));
    if (states.length > 0)
        rules.push(inOtherState(states));
    return rules;
}
function ofOtherTask(wanted) {
    return ({ task }) => (task === wanted ? undefined : `its task is ${task}, not ${wanted}`);
}
/** Applies a rule to the deployments of each task separately. */
function perTask(seen, ruleFor) {
    const tasks = Map.groupBy(seen, ({ task }) => task);
    const rules = new Map([...tasks].map(([task, ofTask]) => [task, ruleFor(ofTask)]));
    // Stryker disable next-line OptionalChaining: the map contains the task of every deployment.
    return one => rules.get(one.task)?.(one);
}
function inOpenPullRequest(seen, openPullRequests) {
    const [open] = seen.flatMap(({ sha }) => openPullRequests.get(sha) ?? []);
    const because = open === undefined ? undefined : `a commit of its environment and task belongs to the open pull request #${open}`;
    return () => because;
}
/**
 * Keeps the newest deployments and the newest success. Also keeps deployments from the same second as the last one
 * kept, because their order is unknown.
 */
function amongNewest(seen, keep) {
    const last = keep > 0 ? (seen[keep - 1] ?? seen.at(-1)) : undefined;
    const newestSuccess = seen.find(({ state }) => state === 'success')?.createdAt;
    return ({ state, createdAt }) => {
        if (last !== undefined && createdAt >= last.createdAt) {
            return `it is among the newest ${keep} of its environment and task`;
        }
        const isNewestSuccess = state === 'success' && createdAt === newestSuccess;
        return isNewestSuccess ? 'it is the newest successful one of its environment and task' : undefined;
    };
}
/** Keeps deployments that are too young. Also keeps a deployment of unknown age, because it may be too young. */
function tooYoung(olderThan, now) {
    const because = `it is not older than ${(0,deployment/* duration */.p0)(olderThan)}`;
    return ({ createdAt }) => (now - Date.parse(createdAt) > olderThan ? undefined : because);
}
function inOtherState(states) {
    return ({ state }) => states.includes(state ?? 'pending') ? undefined : `it is ${state ?? 'without a status'}, not ${states.join(' or ')}`;
}

// EXTERNAL MODULE: ../domain/natural-order.ts
var natural_order = __webpack_require__(6220);
;// CONCATENATED MODULE: ../domain/teardown.ts



/** Whether a decision can depend on deployments that are not live: on their number, their age or their commit. */
const heedsHistory = ({ operation, filters }) => operation === 'delete' || filters.keep !== undefined || filters.keepOpenPullRequests;
/**
 * Decides about each deployment of the requested environments only.
 *
 * @param now milliseconds since 1970, by GitHub's clock
 */
function planTeardown(aim, survey, now) {
    const environments = byName(survey).map(({ name, seen }) => {
        const rules = rulesFor(seen, aim.filters, survey, now);
        return { name, decisions: seen.map(one => decide(one, aim.operation, rules)) };
    });
    const isMissing = ({ name }) => survey.missing.has(name.toLowerCase());
    const targets = aim.deleteEnvironment ? environments.filter(environment => !isMissing(environment)) : [];
    const isEmptied = ({ decisions }) => decisions.every(({ action }) => action === 'delete');
    return {
        madeAt: now,
        environments: environments.map(({ name }) => name),
        decisions: environments.flatMap(({ decisions }) => decisions),
        more: survey.more,
        doomed: targets.filter(isEmptied).map(({ name }) => name),
        staying: targets
            .filter(environment => !isEmptied(environment))
            .map(({ name, decisions }) => ({ name, because: whyItStays(decisions) })),
        missing: environments.filter(isMissing).map(({ name }) => name),
        boundless: survey.boundless
    };
}
function whyItStays(decisions) {
    const reasons = decisions.filter(({ action }) => action === 'spare').map(({ because }) => because);
    const count = reasons.length === 1 ? '1 deployment is kept' : `${reasons.length} deployments are kept`;
    return `${count}: ${reasons[0] ?? ''}`;
}
/** Returns the requested environments with their deployments, in an order that does not depend on the reading. */
function byName({ environments, seen }) {
    const found = new Map(environments.map(name => [name.toLowerCase(), { name, seen: new Map() }]));
    for (const deployment of seen) {
        found.get(deployment.environment.toLowerCase())?.seen.set(deployment.nodeId, deployment);
    }
    return [...found]
        .sort(([one], [other]) => (0,natural_order/* inNaturalOrder */.L)(one, other))
        .map(([, environment]) => {
        const sorted = [...environment.seen.values()].sort(newestFirst);
        return { name: sorted[0]?.environment ?? environment.name, seen: sorted };
    });
}
const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
const newestFirst = (one, other) => compare(other.createdAt, one.createdAt) || compare(one.nodeId, other.nodeId);
function decide(seen, operation, rules) {
    const state = seen.state ?? 'without a status';
    const isNow = (0,deployment/* isLive */.DG)(seen.state) ? `it is live (${state})` : `it is not live (${state})`;
    if (operation === 'deactivate' && !(0,deployment/* isLive */.DG)(seen.state))
        return { seen, action: 'none', because: isNow };
    for (const rule of rules) {
        const because = rule(seen);
        if (because !== undefined)
            return { seen, action: 'spare', because };
    }
    if (operation === 'deactivate')
        return { seen, action: 'deactivate', because: isNow };
    return { seen, action: 'delete', because: (0,deployment/* isLive */.DG)(seen.state) ? `${isNow}, so it is deactivated first` : isNow };
}


/***/ }),

/***/ 4199:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  T: () => (/* binding */ lookUp),
  meantEnvironments: () => (/* binding */ meantEnvironments)
});

// EXTERNAL MODULE: ../domain/problem.ts
var problem = __webpack_require__(9639);
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
        else
            for (const [match, found] of matches(line, known))
                if (!isProtected(match))
                    selected.set(match, found);
    }
    const excludes = exclusions(lines, known).map(line => exclusion(line, known));
    return [...selected].filter(([key]) => !excludes.some(isExcluded => isExcluded(key))).map(([, name]) => name);
}
const protectedFromPatterns = ['production'];
const protectedAlways = ['production', 'github-pages'];
/** Returns the names that each pattern that matches everything selects in a teardown. */
function boundlessMeanings(lines, existing) {
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
function matches(pattern, known) {
    const isMatch = matcher(pattern.toLowerCase());
    return [...known].filter(([key]) => isMatch(key));
}
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

// EXTERNAL MODULE: ../ports.ts
var ports = __webpack_require__(5255);
;// CONCATENATED MODULE: ../operations/environment-names.ts




/**
 * Resolves lines to names. Lists the environments only if a pattern needs it.
 *
 * @throws Problem if a teardown could affect every environment by mistake
 */
async function meantEnvironments(lines, use, ports) {
    if (!(0,pattern/* hasPatterns */.__)(lines))
        return { names: selectEnvironments(lines, [], use), isLookedUp: false, boundless: [] };
    const listed = await ports.github.environments();
    const known = listed ?? (await namesOfDeployments(ports));
    const boundless = use === 'teardown' ? boundlessMeanings(lines, known) : [];
    if (boundless.length > 0)
        demandExclusions(lines, known, boundless);
    return {
        names: selectEnvironments(lines, known, use),
        isLookedUp: true,
        existing: listed && new Set(listed.map(name => name.toLowerCase())),
        boundless
    };
}
/** Returns the environment names of all deployments, for a token that may not list the environments. */
async function namesOfDeployments({ github, notify }) {
    const text = 'The token may not list the environments, so their names are taken from the deployments.';
    notify({ kind: 'note', level: 'info', text });
    const names = new Set();
    let count = 0;
    for await (const page of github.deployments({})) {
        for (const { environment } of page)
            names.add(environment);
        count += page.length;
    }
    if (count < ports/* mostListed */.p9)
        return [...names];
    throw new problem/* Problem */.AF(`Could not resolve the patterns: the token may not list the environments, and ${ports/* mostListed */.p9.toLocaleString('en')} deployments did not show all of them.`, 'Add "permissions: actions: read" to the job, or name the environments without patterns.');
}
/** Rejects exclusions without effect. After a typo, a pattern that matches everything would not exclude anything. */
function demandExclusions(lines, known, boundless) {
    const pattern = boundless[0]?.pattern ?? '';
    const idle = idleExclusions(lines, known).map(line => `"${line}"`);
    if (idle.length > 0) {
        throw new problem/* Problem */.AF(`No existing environment matches the exclusion ${idle.join(' or ')}, and "${pattern}" matches every environment.`, 'Nothing was changed. Correct the exclusion, or remove it if it is not needed.');
    }
    if (hasExclusions(lines, known))
        return;
    throw new problem/* Problem */.AF(`No line excludes anything from "${pattern}": the lines that start with "!" are names of existing environments.`, 'Nothing was changed. Add a line for each environment that must stay.');
}
/** Looks up names one by one. */
async function lookUp(names, { github }) {
    const existing = [];
    const missing = [];
    for (const name of names) {
        const written = await github.environment(name).catch(unlessProblem);
        // A token that may not read an environment may still read deployments, which show the spelling of its name.
        const spelling = written === 'unknown' ? await github.spelling(name) : written;
        if (spelling !== undefined)
            existing.push(spelling);
        else if (written !== 'unknown')
            missing.push(name);
    }
    return { existing, missing };
}
function unlessProblem(error) {
    if (!(error instanceof problem/* Problem */.AF))
        throw error;
    return 'unknown';
}


/***/ }),

/***/ 7798:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fr: () => (/* binding */ survey),
/* harmony export */   L8: () => (/* binding */ whatExists),
/* harmony export */   Sb: () => (/* binding */ nothingFound),
/* harmony export */   m3: () => (/* binding */ writtenOtherwise),
/* harmony export */   qU: () => (/* binding */ deploymentsIn),
/* harmony export */   vV: () => (/* binding */ seenIn)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(289);
/* harmony import */ var _domain_teardown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5180);
/* harmony import */ var _environment_names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4199);



/** Maximum number of deployments to keep for outputs and summary if they are not live and no decision needs them. */
const mostHistory = 1000;
/** Empty survey. */
const nothingFound = {
    environments: [],
    seen: [],
    more: 0,
    openPullRequests: new Map(),
    jobsOwn: new Set(),
    existing: new Set(),
    missing: new Set(),
    boundless: []
};
/** Reads the deployments and environments that a teardown needs, and no others. */
async function survey({ operation, target, filters }, ports) {
    if (target.by === 'id') {
        const listed = await ports.github.sight(target.id);
        const jobsOwn = (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .isJobsOwn */ .fW)(listed, ports.run) ? [listed.nodeId] : [];
        return { ...nothingFound, environments: [listed.environment], seen: [trimmed(listed)], jobsOwn: new Set(jobsOwn) };
    }
    const meant = await (0,_environment_names_js__WEBPACK_IMPORTED_MODULE_1__.meantEnvironments)(target.lines, 'teardown', ports);
    const most = (0,_domain_teardown_js__WEBPACK_IMPORTED_MODULE_0__/* .heedsHistory */ .A)({ operation, filters }) ? Infinity : mostHistory;
    const found = await seenIn(meant.names, ports, most);
    tellMoved(meant.names, found.names, ports);
    const { existing, missing } = await whatExists(meant, found.names, ports);
    const others = await seenIn(writtenOtherwise(existing, meant), ports);
    const seen = [...found.seen, ...others.seen];
    const openPullRequests = filters.keepOpenPullRequests && seen.length > 0 ? await ports.github.openPullRequests() : new Map();
    return {
        environments: meant.names,
        seen,
        more: found.more,
        openPullRequests,
        jobsOwn: new Set([...found.jobsOwn, ...others.jobsOwn]),
        existing: lowerCase(meant.existing ?? existing),
        missing: lowerCase(missing),
        boundless: meant.boundless
    };
}
const lowerCase = (names) => new Set(Array.from(names, name => name.toLowerCase()));
/** Returns which names exist, as GitHub spells them, and which do not. Looks up only names without deployments. */
async function whatExists({ names, isLookedUp, existing }, withDeployments, ports) {
    if (existing !== undefined) {
        return { existing: [], missing: names.filter(name => !existing.has(name.toLowerCase())) };
    }
    if (isLookedUp)
        return { existing: [], missing: [] };
    return (0,_environment_names_js__WEBPACK_IMPORTED_MODULE_1__/* .lookUp */ .T)(names.filter(name => !withDeployments.has(name.toLowerCase())), ports);
}
/** Returns the names that GitHub spells neither as given nor in lower case. */
const writtenOtherwise = (existing, { names }) => existing.filter(name => !names.includes(name) && name !== name.toLowerCase());
/**
 * Returns all deployments of environments, newest first, one page at a time. Also requests each name in lower case,
 * because GitHub does not document whether its lists are case-sensitive. Elsewhere, environment names are not.
 */
const deploymentsIn = (environments, github) => github.survey([...new Set(environments.flatMap(name => [name, name.toLowerCase()]))]);
/** @param most maximum number of deployments to keep that are not live */
async function seenIn(environments, { github, run }, most = Infinity) {
    const seen = [];
    const jobsOwn = new Set();
    const names = new Set();
    let history = 0;
    for await (const page of deploymentsIn(environments, github)) {
        for (const summary of page) {
            names.add(summary.environment.toLowerCase());
            if ((0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .isLive */ .DG)(summary.state) || ++history <= most)
                seen.push(trimmed(summary));
            if ((0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .isJobsOwn */ .fW)(summary, run))
                jobsOwn.add(summary.nodeId);
        }
    }
    return { seen, more: Math.max(0, history - most), jobsOwn, names };
}
/** Warns about deployments that a status moved to another environment, but that GitHub lists under a requested name. */
function tellMoved(environments, found, { notify }) {
    const asked = new Set(environments.map(name => name.toLowerCase()));
    const moved = [...found].filter(name => !asked.has(name));
    if (moved.length === 0)
        return;
    notify({
        kind: 'note',
        level: 'warning',
        text: `GitHub lists deployments here that a status moved to another environment (${moved.join(', ')}). They are left alone. Add that name to "environment" to include them.`
    });
}
/** Returns the fields that a teardown needs. They are few, because a sweep may hold very many deployments. */
function trimmed({ nodeId, id, ref, sha, task, environment, createdAt, state }) {
    return { nodeId, id, ref, sha, task, environment, createdAt, state };
}


/***/ })

};
;